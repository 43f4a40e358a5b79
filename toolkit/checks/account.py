"""Checks of AWS Account Management."""

from toolkit.model import check


@check("account_contact", domain="logging", severity="medium")
def account_contact_security_registered(security_contact_set):
    """The account has a security contact.

    Why: AWS reports abuse and compromised keys to that contact, and otherwise only to the owner of the root mailbox.
    Remedy: Register an alternate contact of the type security, with a mailbox that the security team reads.
    Source: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html

    | security_contact_set | verdict |
    |----------------------|---------|
    | True                 | pass    |
    | False                | fail    |
    | ?                    | unknown |
    """
    return security_contact_set
