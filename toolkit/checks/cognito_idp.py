"""Checks of Amazon Cognito user pools."""

from toolkit.model import check
from toolkit.readings import among


@check("cognito_idp_user_pool", domain="application", severity="medium", family="second_factor")
def cognito_idp_user_pool_mfa_required(mfa):
    """The user pool asks every user who signs in with a password for a second factor.

    Why: A password that was guessed, phished or used elsewhere opens an account that asks for nothing else.
    Remedy: In the user pool's sign-in settings, set MFA enforcement to Require MFA.
    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html

    | mfa      | verdict |
    |----------|---------|
    | ON       | pass    |
    | on       | pass    |
    | OPTIONAL | fail    |
    | OFF      | fail    |
    | ADAPTIVE | unknown |
    | ?        | unknown |
    """
    return among(mfa, ("on",), ("optional", "off"))


@check("cognito_idp_user_pool", domain="application", severity="medium", family="password_policy")
def cognito_idp_user_pool_passwords_long(minimum_length, *, min_length=12):
    """Passwords of the user pool are at least as long as the policy asks.

    Why: Short passwords are found by trying.
    Remedy: In the user pool's sign-in settings, raise the minimum length of passwords.
    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html

    | minimum_length | verdict |
    |----------------|---------|
    | 13             | pass    |
    | 12             | pass    |
    | 11             | fail    |
    | ?              | unknown |
    """
    return minimum_length >= min_length


@check("cognito_idp_user_pool", domain="application", severity="low", family="password_policy")
def cognito_idp_user_pool_passwords_composed(
    requires_uppercase, requires_lowercase, requires_numbers, requires_symbols
):
    """Passwords of the user pool need capital and small letters, digits and symbols.

    Why: Passwords of one kind of characters are found sooner by trying.
    Remedy: In the user pool's sign-in settings, tick all four password requirements.
    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html

    | requires_uppercase | requires_lowercase | requires_numbers | requires_symbols | verdict |
    |--------------------|--------------------|------------------|------------------|---------|
    | True               | True               | True             | True             | pass    |
    | False              | True               | True             | True             | fail    |
    | True               | False              | True             | True             | fail    |
    | True               | True               | False            | True             | fail    |
    | True               | True               | True             | False            | fail    |
    """
    return requires_uppercase & requires_lowercase & requires_numbers & requires_symbols


@check("cognito_idp_user_pool", domain="application", severity="low", family="password_policy")
def cognito_idp_user_pool_temporary_passwords_expire(temporary_password_days, *, max_days=7):
    """A temporary password of the user pool is valid no longer than the policy allows.

    Why: Temporary passwords travel by mail or text message, and whoever finds one later takes over the account.
    Remedy: In the user pool's sign-in settings, shorten the time after which temporary passwords expire.
    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html

    | temporary_password_days | verdict |
    |-------------------------|---------|
    | 7                       | pass    |
    | 8                       | fail    |
    | ?                       | unknown |
    """
    return temporary_password_days <= max_days


@check("cognito_idp_user_pool", domain="resilience", severity="medium", family="deletion_protection")
def cognito_idp_user_pool_deletion_protected(deletion_protection):
    """The user pool cannot be deleted by mistake.

    Why: Deleting a user pool deletes every account in it, and nothing brings the passwords back.
    Remedy: In the user pool's settings, activate deletion protection.
    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html

    | deletion_protection | verdict |
    |---------------------|---------|
    | True                | pass    |
    | False               | fail    |
    """
    return deletion_protection


@check("cognito_idp_user_pool", domain="application", severity="medium", family="threat_detection")
def cognito_idp_user_pool_threats_answered(threat_protection):
    """The user pool answers risky sign-ins and leaked passwords by itself: its threat protection is enforced.

    Sign-ins by a flow of Lambda functions of the customer's have a setting of their own, which is not judged.

    Why: Leaked passwords are tried by machines; only an automatic answer is as fast.
    Remedy: Choose the Plus feature plan and set threat protection to full function.
    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html

    | threat_protection | verdict |
    |-------------------|---------|
    | ENFORCED          | pass    |
    | AUDIT             | fail    |
    | OFF               | fail    |
    | LEARNING          | unknown |
    | ?                 | unknown |
    """
    return among(threat_protection, ("enforced",), ("audit", "off"))
