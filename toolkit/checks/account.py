"""Checks of AWS Account Management."""

from toolkit.model import check


@check(
    "account_contact",
    domain="logging",
    severity="medium",
    controls={
        "soc2_2017": "CC7.4",
        "iso_27001_2022": "A.5.24",
        "hipaa_security": "164.308(a)(6)(ii)",
        "cis_aws_6": "2.2",
    },
)
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
