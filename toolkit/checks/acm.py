"""Checks of AWS Certificate Manager."""

from toolkit.model import check
from toolkit.readings import among, days_left


@check(
    "acm_certificate",
    domain="data",
    severity="medium",
    family="certificate_validity",
    where="status.str.lower() in ['issued', 'expired'] and (in_use or exported)",
)
def acm_certificate_in_date(not_after_at, observed_at, *, min_days=30):
    """The certificate, which AWS resources use or somebody has exported, stays valid for the days that are asked.

    Why: What is served with an expired certificate stops for everyone who checks it, or teaches them not to check.
    Remedy: Mend what keeps ACM from renewing the certificate, or reimport a new one in time.
    Source: https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html

    | status             | in_use | exported | not_after_at | observed_at | verdict |
    |--------------------|--------|----------|--------------|-------------|---------|
    | ISSUED             | True   | False    | 2026-03-03   | 2026-02-01  | pass    |
    | ISSUED             | False  | True     | 2026-03-02   | 2026-02-01  | fail    |
    | issued             | True   | False    | 2026-03-03   | 2026-02-01  | pass    |
    | EXPIRED            | True   | False    | 2026-01-01   | 2026-02-01  | fail    |
    | ISSUED             | True   | False    | ?            | 2026-02-01  | unknown |
    | EXPIRED            | False  | False    | 2026-01-01   | 2026-02-01  | -       |
    | PENDING_VALIDATION | False  | False    | ?            | 2026-02-01  | -       |
    """
    return days_left(not_after_at, observed_at) >= min_days


@check(
    "acm_certificate",
    domain="data",
    severity="medium",
    family="certificate_validity",
    where="status.str.lower() == 'issued'",
)
def acm_certificate_key_strong(key_algorithm):
    """The key of the certificate is of RSA with at least 2048 bits, or of an elliptic curve with at least 256.

    Why: Keys of RSA with 1024 bits are within reach of who has means, and browsers refuse them.
    Remedy: Request or import a certificate with a longer key, use it, and delete the old one.
    Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html

    | status  | key_algorithm | verdict |
    |---------|---------------|---------|
    | ISSUED  | RSA_2048      | pass    |
    | ISSUED  | RSA-2048      | pass    |
    | ISSUED  | EC_prime256v1 | pass    |
    | ISSUED  | RSA_1024      | fail    |
    | ISSUED  | RSA-1024      | fail    |
    | ISSUED  | ML_DSA_44     | unknown |
    | ISSUED  | ?             | unknown |
    | EXPIRED | RSA_1024      | -       |
    """
    strong = ["rsa_2048", "rsa_3072", "rsa_4096", "ec_prime256v1", "ec_secp384r1", "ec_secp521r1"]
    return among(key_algorithm.str.replace("-", "_"), strong, ["rsa_1024"])


@check(
    "acm_certificate",
    domain="data",
    severity="medium",
    family="certificate_validity",
    where="status.str.lower() == 'issued'",
)
def acm_certificate_signature_strong(signature_algorithm):
    """The certificate is signed with SHA-256 or a longer hash.

    Why: Signatures with SHA-1 and MD5 can be forged, so that another certificate passes for this one.
    Remedy: Have the certificate issued anew with SHA-256, and reimport it.
    Source: https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html

    | status  | signature_algorithm | verdict |
    |---------|---------------------|---------|
    | ISSUED  | SHA256WITHRSA       | pass    |
    | ISSUED  | sha384withecdsa     | pass    |
    | ISSUED  | SHA1WITHRSA         | fail    |
    | ISSUED  | MD5WITHRSA          | fail    |
    | ISSUED  | ED25519             | unknown |
    | ISSUED  | none                | unknown |
    | ISSUED  | ?                   | unknown |
    | EXPIRED | SHA1WITHRSA         | -       |
    """
    strong = [f"sha{bits}with{key}" for bits in (256, 384, 512) for key in ("rsa", "ecdsa")]
    weak = [f"{digest}with{key}" for digest in ("md2", "md5", "sha1") for key in ("rsa", "ecdsa")]
    return among(signature_algorithm, strong, weak)


@check(
    "acm_certificate",
    domain="resilience",
    severity="medium",
    family="certificate_validity",
    where="status.str.lower() == 'issued' and renewal_eligibility.str.lower() == 'eligible'",
)
def acm_certificate_renewal_on_course(renewal_status):
    """The last managed renewal of the certificate neither failed nor waits for somebody to validate a domain.

    Why: A renewal that ACM cannot finish ends in an expired certificate.
    Remedy: Enter the CNAME records that ACM shows into DNS, or answer its mail, before the certificate expires.
    Source: https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-renewal.html

    | status  | renewal_eligibility | renewal_status       | verdict |
    |---------|---------------------|----------------------|---------|
    | ISSUED  | ELIGIBLE            | SUCCESS              | pass    |
    | ISSUED  | ELIGIBLE            | PENDING_AUTO_RENEWAL | pass    |
    | ISSUED  | ELIGIBLE            | none                 | pass    |
    | ISSUED  | ELIGIBLE            | PENDING_VALIDATION   | fail    |
    | ISSUED  | ELIGIBLE            | failed               | fail    |
    | ISSUED  | ELIGIBLE            | POSTPONED            | unknown |
    | ISSUED  | ELIGIBLE            | ?                    | unknown |
    | ISSUED  | INELIGIBLE          | FAILED               | -       |
    | EXPIRED | ELIGIBLE            | FAILED               | -       |
    """
    return among(renewal_status, ["none", "success", "pending_auto_renewal"], ["failed", "pending_validation"])


@check(
    "acm_certificate",
    domain="resilience",
    severity="low",
    family="certificate_validity",
    where="type.str.lower() == 'amazon_issued' and status.str.lower() == 'issued'",
)
def acm_certificate_renewal_unattended(validation_methods):
    """Every domain of the certificate from Amazon was validated by DNS or HTTP, so that renewal needs nobody.

    Why: A certificate that was validated by mail is renewed only if somebody reads and answers a mail in time.
    Remedy: Request a new certificate with DNS validation, use it, and delete the old one.
    Source: https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html

    | type          | status  | validation_methods | verdict |
    |---------------|---------|--------------------|---------|
    | AMAZON_ISSUED | ISSUED  | DNS                | pass    |
    | AMAZON_ISSUED | ISSUED  | DNS http           | pass    |
    | AMAZON_ISSUED | ISSUED  | DNS EMAIL          | fail    |
    | AMAZON_ISSUED | ISSUED  | email              | fail    |
    | AMAZON_ISSUED | ISSUED  | DNS PHONE          | unknown |
    | AMAZON_ISSUED | ISSUED  | ?                  | unknown |
    | IMPORTED      | ISSUED  | EMAIL              | -       |
    | AMAZON_ISSUED | EXPIRED | EMAIL              | -       |
    """
    methods = validation_methods.str.lower()
    unattended, by_mail = methods.str.fullmatch("(dns|http)( (dns|http))*"), methods.str.contains(r"\bemail\b")
    return unattended.astype("boolean").mask(~unattended & ~by_mail)


@check(
    "acm_certificate",
    domain="data",
    severity="low",
    family="certificate_validity",
    where="type.str.lower() == 'amazon_issued' and status.str.lower() == 'issued'",
)
def acm_certificate_transparency_logged(transparency_logging):
    """ACM enters the certificate from Amazon into public logs of certificates.

    Why: Such logs show when somebody else has a certificate issued for the domain; browsers distrust what is in none.
    Remedy: Turn certificate transparency logging on in the options of the certificate.
    Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-bestpractices.html

    | type          | status  | transparency_logging | verdict |
    |---------------|---------|----------------------|---------|
    | AMAZON_ISSUED | ISSUED  | True                 | pass    |
    | AMAZON_ISSUED | ISSUED  | False                | fail    |
    | PRIVATE       | ISSUED  | False                | -       |
    | AMAZON_ISSUED | EXPIRED | False                | -       |
    """
    return transparency_logging


@check(
    "acm_certificate",
    domain="data",
    severity="low",
    family="certificate_validity",
    where="status.str.lower() == 'issued'",
)
def acm_certificate_hosts_named(wildcard):
    """The certificate names each host that it is for, and has no wildcard.

    Why: Whoever comes by the key of a wildcard certificate passes for any host below the domain.
    Remedy: Request a certificate with the names of the hosts, use it, and delete the one with the wildcard.
    Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html

    | status  | wildcard | verdict |
    |---------|----------|---------|
    | ISSUED  | False    | pass    |
    | ISSUED  | True     | fail    |
    | EXPIRED | True     | -       |
    """
    return ~wildcard


@check(
    "acm_certificate",
    domain="governance",
    severity="low",
    family="unused_resources",
    where="status.str.lower() == 'issued'",
)
def acm_certificate_used(in_use, exported):
    """An AWS resource uses the certificate, or somebody has exported it.

    Why: A certificate that serves nothing is still renewed or forgotten, and its key can still be misused.
    Remedy: Delete the certificate if nothing is to use it.
    Source: https://docs.aws.amazon.com/acm/latest/userguide/gs-acm-delete.html

    | status  | in_use | exported | verdict |
    |---------|--------|----------|---------|
    | ISSUED  | True   | False    | pass    |
    | ISSUED  | False  | True     | pass    |
    | ISSUED  | False  | False    | fail    |
    | ISSUED  | True   | ?        | pass    |
    | ISSUED  | False  | ?        | unknown |
    | EXPIRED | False  | False    | -       |
    """
    return in_use | exported
