"""Checks of who has long-term credentials in IAM at all; the engagement names those who need them."""

from toolkit.model import check
from toolkit.readings import like

NOBODY: list[str] = []


@check("iam_credential", domain="identity", severity="medium", family="authentication", where="not root", empty="pass")
def iam_credential_access_keys_expected(name, access_key_1_active, access_key_2_active, *, users=NOBODY):
    """The user has no active access key, unless the engagement names it (`*` for any text): others use temporary keys.

    Why: A key of a user is valid until somebody takes it away, wherever it was copied to meanwhile.
    Remedy: Let workloads use roles, also from outside by IAM Roles Anywhere, and delete the key.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html

    | root  | name | access_key_1_active | access_key_2_active | verdict |
    |-------|------|---------------------|---------------------|---------|
    | False | anna | False               | False               | pass    |
    | False | anna | True                | False               | fail    |
    | False | anna | False               | True                | fail    |
    | False | anna | ?                   | False               | unknown |
    | False | ?    | True                | False               | unknown |
    | True  | root | True                | False               | -       |
    """
    return ~(access_key_1_active | access_key_2_active) | like(name, users)


@check("iam_credential", domain="identity", severity="low", family="authentication", where="not root", empty="pass")
def iam_credential_password_expected(name, password_enabled, *, users=NOBODY):
    """The user has no console password, unless the engagement names it (`*` for any text): people come by federation.

    Why: Passwords that each account keeps for itself outlive the employment of those who have them.
    Remedy: Let people sign in through IAM Identity Center or another identity provider, and delete the password.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html

    | root  | name | password_enabled | verdict |
    |-------|------|------------------|---------|
    | False | anna | False            | pass    |
    | False | anna | True             | fail    |
    | False | ?    | True             | unknown |
    | False | anna | ?                | unknown |
    | True  | root | True             | -       |
    """
    return ~password_enabled | like(name, users)
