"""Checks of Amazon Route 53 Domains."""

from toolkit.model import check
from toolkit.readings import days_left


@check("route53domains_domain", domain="resilience", severity="medium", family="domain_registration")
def route53domains_domain_auto_renewed(auto_renew):
    """The registration of the domain is renewed by itself.

    Why: A domain that lapses takes web site and mail down, and whoever registers it next receives both.
    Remedy: Turn on automatic renewal of the domain.
    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-enable-disable-auto-renewal.html

    | auto_renew | verdict |
    |------------|---------|
    | True       | pass    |
    | False      | fail    |
    """
    return auto_renew


@check("route53domains_domain", domain="resilience", severity="medium", family="domain_registration")
def route53domains_domain_registration_current(expires_at, observed_at, *, min_days=30):
    """The registration of the domain ends no sooner than the policy allows.

    Why: A renewal that fails is noticed too late to mend it if nobody looks before the registration ends.
    Remedy: Renew the registration of the domain, and look why it was not renewed by itself.
    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-renew.html

    | observed_at          | expires_at           | verdict |
    |----------------------|----------------------|---------|
    | 2026-11-01T00:00:00Z | 2026-12-02T00:00:00Z | pass    |
    | 2026-11-01T00:00:00Z | 2026-12-01T00:00:00Z | pass    |
    | 2026-11-01T00:00:00Z | 2026-11-30T23:00:00Z | fail    |
    | 2026-11-01T00:00:00Z | 2026-10-01T00:00:00Z | fail    |
    | 2026-11-01T00:00:00Z | ?                    | unknown |
    """
    return days_left(expires_at, observed_at) >= min_days


@check("route53domains_domain", domain="governance", severity="medium", family="domain_registration")
def route53domains_domain_transfer_locked(transfer_lock, status_codes):
    """The domain cannot be moved to another registrar until its lock is taken off.

    Some top-level domains know no lock; theirs fail, and it is for the auditor to say so.

    Why: Who moves the domain away answers for its web site and mail.
    Remedy: Turn on the transfer lock of the domain.
    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-lock.html

    | transfer_lock | status_codes             | verdict |
    |---------------|--------------------------|---------|
    | True          | ok                       | pass    |
    | False         | clientTransferProhibited | pass    |
    | False         | ok                       | fail    |
    | False         | ?                        | unknown |
    """
    return transfer_lock | status_codes.str.contains("transferprohibited", case=False, regex=False)


@check("route53domains_domain", domain="governance", severity="low", family="domain_registration")
def route53domains_domain_contacts_private(registrant_privacy, admin_privacy, tech_privacy, billing_privacy):
    """WHOIS shows none of the contacts of the domain.

    Why: Names, mail addresses and telephone numbers of contacts serve for deceiving them or the registrar.
    Remedy: Turn on privacy protection for each contact of the domain.
    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-privacy-protection.html

    | registrant_privacy | admin_privacy | tech_privacy | billing_privacy | verdict |
    |--------------------|---------------|--------------|-----------------|---------|
    | True               | True          | True         | True            | pass    |
    | False              | True          | True         | True            | fail    |
    | True               | False         | True         | True            | fail    |
    | True               | True          | False        | True            | fail    |
    | True               | True          | True         | False           | fail    |
    """
    return registrant_privacy & admin_privacy & tech_privacy & billing_privacy


@check("route53domains_domain", domain="network", severity="low", family="domain_registration")
def route53domains_domain_answers_signed(dnssec):
    """The registry holds keys of DNSSEC for the domain.

    Why: Without them resolvers cannot tell forged answers for names of the domain from true ones.
    Remedy: Sign the hosted zone, and add the public key of its key-signing key to the domain.
    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/domain-configure-dnssec.html

    | dnssec | verdict |
    |--------|---------|
    | True   | pass    |
    | False  | fail    |
    """
    return dnssec
