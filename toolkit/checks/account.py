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


@check("account_alternate_contact", domain="governance", severity="low", family="incident_contacts")
def account_alternate_contact_billing_registered(billing_set):
    """The account has a billing contact.

    Why: Notices of charges, which are often the first sign of misuse, reach somebody who reads them.
    Remedy: In the Account page, edit the alternate contacts and set one for billing (`PutAlternateContact`).
    Source: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html

    | billing_set | verdict |
    |-------------|---------|
    | True        | pass    |
    | False       | fail    |
    | ?           | unknown |
    """
    return billing_set


@check("account_alternate_contact", domain="governance", severity="low", family="incident_contacts")
def account_alternate_contact_operations_registered(operations_set):
    """The account has an operations contact.

    Why: Notices of failures and of maintenance reach somebody who can act on them.
    Remedy: In the Account page, edit the alternate contacts and set one for operations (`PutAlternateContact`).
    Source: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html

    | operations_set | verdict |
    |----------------|---------|
    | True           | pass    |
    | False          | fail    |
    | ?              | unknown |
    """
    return operations_set


@check("account_primary_contact", domain="governance", severity="low", family="incident_contacts")
def account_primary_contact_complete(complete):
    """The primary contact of the account has a name, an address and a telephone number.

    Why: AWS gives an account back, and answers for it, only to whom it can reach and identify.
    Remedy: In the Account page, edit the contact information (`PutContactInformation`).
    Source: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-primary.html

    | complete | verdict |
    |----------|---------|
    | True     | pass    |
    | False    | fail    |
    | ?        | unknown |
    """
    return complete


@check("account_primary_contact", domain="governance", severity="low", family="incident_contacts")
def account_primary_contact_organization_named(company_set):
    """The primary contact of the account names the organization.

    Why: An account in the name of a person belongs to that person, also after he has left.
    Remedy: In the Account page, edit the contact information and name the company (`PutContactInformation`).
    Source: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-primary.html

    | company_set | verdict |
    |-------------|---------|
    | True        | pass    |
    | False       | fail    |
    | ?           | unknown |
    """
    return company_set
