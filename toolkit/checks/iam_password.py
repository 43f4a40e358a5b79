"""Checks of which characters and what age IAM asks of passwords."""

from toolkit.model import check


@check("iam_password_policy", domain="identity", severity="low", family="password_policy")
def iam_password_policy_lowercase_required(requires_lowercase):
    """The account's password policy for IAM users asks for a lower-case letter.

    Why: Each kind of character that a password must have makes lists of likely passwords longer.
    Remedy: Edit the password policy of IAM and require a lower-case letter (`--require-lowercase-characters`).
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html

    | requires_lowercase | verdict |
    |--------------------|---------|
    | True               | pass    |
    | False              | fail    |
    | ?                  | unknown |
    """
    return requires_lowercase


@check("iam_password_policy", domain="identity", severity="low", family="password_policy")
def iam_password_policy_numbers_required(requires_numbers):
    """The account's password policy for IAM users asks for a digit.

    Why: Each kind of character that a password must have makes lists of likely passwords longer.
    Remedy: Edit the password policy of IAM and require a digit (`--require-numbers`).
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html

    | requires_numbers | verdict |
    |------------------|---------|
    | True             | pass    |
    | False            | fail    |
    | ?                | unknown |
    """
    return requires_numbers


@check("iam_password_policy", domain="identity", severity="low", family="password_policy")
def iam_password_policy_symbols_required(requires_symbols):
    """The account's password policy for IAM users asks for a symbol.

    Why: Each kind of character that a password must have makes lists of likely passwords longer.
    Remedy: Edit the password policy of IAM and require a symbol (`--require-symbols`).
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html

    | requires_symbols | verdict |
    |------------------|---------|
    | True             | pass    |
    | False            | fail    |
    | ?                | unknown |
    """
    return requires_symbols


@check("iam_password_policy", domain="identity", severity="low", family="password_policy")
def iam_password_policy_uppercase_required(requires_uppercase):
    """The account's password policy for IAM users asks for an upper-case letter.

    Why: Each kind of character that a password must have makes lists of likely passwords longer.
    Remedy: Edit the password policy of IAM and require an upper-case letter (`--require-uppercase-characters`).
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html

    | requires_uppercase | verdict |
    |--------------------|---------|
    | True               | pass    |
    | False              | fail    |
    | ?                  | unknown |
    """
    return requires_uppercase


@check("iam_password_policy", domain="identity", severity="low", family="password_policy")
def iam_password_policy_expiry_timely(max_age_days, *, max_days=90):
    """Passwords of IAM users expire within the days that the policy asks.

    Why: A password that leaked unnoticed works until it is replaced.
    Remedy: Edit the password policy and turn on password expiration (`--max-password-age`), with 90 days at most.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html

    | max_age_days | verdict |
    |--------------|---------|
    | 1            | pass    |
    | 90           | pass    |
    | 91           | fail    |
    | 0            | fail    |
    | ?            | unknown |
    """
    return (max_age_days > 0) & (max_age_days <= max_days)
