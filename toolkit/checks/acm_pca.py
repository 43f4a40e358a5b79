"""Checks of AWS Private Certificate Authority."""

from toolkit.model import check
from toolkit.readings import days_left


@check(
    "acm_pca_certificate_authority",
    domain="data",
    severity="medium",
    family="certificate_validity",
    where="status.str.lower() in ['active', 'expired']",
)
def acm_pca_certificate_authority_in_date(not_after_at, observed_at, *, min_days=180):
    """The certificate of the private authority stays valid for the days that are asked.

    Why: With the authority, every certificate that it has issued expires, and replacing them all takes months.
    Remedy: Issue a new certificate for the authority, or set up a successor, and move to it what was issued.
    Source: https://docs.aws.amazon.com/privateca/latest/userguide/ca-lifecycle.html

    | status              | not_after_at | observed_at | verdict |
    |---------------------|--------------|-------------|---------|
    | ACTIVE              | 2026-06-30   | 2026-01-01  | pass    |
    | ACTIVE              | 2026-06-29   | 2026-01-01  | fail    |
    | EXPIRED             | 2025-12-31   | 2026-01-01  | fail    |
    | ACTIVE              | ?            | 2026-01-01  | unknown |
    | PENDING_CERTIFICATE | ?            | 2026-01-01  | -       |
    | DELETED             | 2025-12-31   | 2026-01-01  | -       |
    """
    return days_left(not_after_at, observed_at) >= min_days


@check(
    "acm_pca_certificate_authority",
    domain="data",
    severity="low",
    family="certificate_validity",
    where="status.str.lower() == 'active' and usage_mode.str.lower() == 'general_purpose'",
)
def acm_pca_certificate_authority_revocation_told(crl_enabled, ocsp_enabled):
    """The private authority publishes a list of revoked certificates, or answers whether one is revoked.

    Why: Without either, nobody learns that a certificate was revoked, and one that was stolen works until it expires.
    Remedy: Enable a certificate revocation list (CRL) or OCSP for the authority.
    Source: https://docs.aws.amazon.com/privateca/latest/userguide/revocation-setup.html

    | status   | usage_mode              | crl_enabled | ocsp_enabled | verdict |
    |----------|-------------------------|-------------|--------------|---------|
    | ACTIVE   | GENERAL_PURPOSE         | True        | False        | pass    |
    | ACTIVE   | GENERAL_PURPOSE         | False       | True         | pass    |
    | ACTIVE   | GENERAL_PURPOSE         | ?           | True         | pass    |
    | ACTIVE   | GENERAL_PURPOSE         | False       | False        | fail    |
    | ACTIVE   | SHORT_LIVED_CERTIFICATE | False       | False        | -       |
    | DISABLED | GENERAL_PURPOSE         | False       | False        | -       |
    """
    return crl_enabled | ocsp_enabled
