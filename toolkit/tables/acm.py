"""AWS Certificate Manager."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


# Unless told otherwise, ACM lists RSA keys up to 2048 bits only, and nothing that came by ACME.
@table(
    "acm:list_certificates",
    resource_type="AWS::CertificateManager::Certificate",
    key="CertificateArn",
    Includes="""{keyTypes: ['RSA_1024', 'RSA_2048', 'RSA_3072', 'RSA_4096', 'EC_prime256v1', 'EC_secp384r1',
        'EC_secp521r1']}""",
    CertificateKeyPairOrigins="['AWS_MANAGED', 'CUSTOMER_PROVIDED', 'ACME']",
)
class acm_certificate:
    """Certificates in AWS Certificate Manager, issued, imported, expired or still pending."""

    certificate = detail("describe_certificate", CertificateArn="CertificateArn")

    name: str = column("DomainName", "First domain of the certificate.")
    created_at: datetime = column("CreatedAt", "When it was requested; NA also if it was imported.")
    type: str = column("Type", "`AMAZON_ISSUED`, `IMPORTED` or `PRIVATE`.")
    status: str = column("Status", "`ISSUED`, `EXPIRED`, `PENDING_VALIDATION`, `REVOKED` and the like.")
    in_use: bool = column("InUse", "An AWS resource uses it.", absent=False)
    exported: bool = column(
        "Exported", "It was exported with its key, to be used outside AWS's services.", absent=False
    )
    not_before_at: datetime = column("NotBefore", "When it becomes valid; NA also until it is issued.", future=True)
    not_after_at: datetime = column("NotAfter", "When it expires; NA also until it is issued.", future=True)
    key_algorithm: str = column("KeyAlgorithm", "Algorithm and size of the key, such as `RSA_2048`.")
    signature_algorithm: str = column(
        "certificate.Certificate.SignatureAlgorithm",
        "Algorithm of the signature; `none` until it is issued.",
        absent="none",
    )
    renewal_eligibility: str = column("RenewalEligibility", "`ELIGIBLE` or `INELIGIBLE` for managed renewal.")
    renewal_status: str = column(
        "certificate.Certificate.RenewalSummary.RenewalStatus",
        "How the last managed renewal stands: `SUCCESS`, `PENDING_AUTO_RENEWAL`, `FAILED` and the like, or `none`.",
        absent="none",
    )
    validation_methods: str = column(
        "join(' ', sort(certificate.Certificate.DomainValidationOptions[].ValidationMethod))",
        "How each domain was validated: `DNS`, `EMAIL` or `HTTP`; none if empty.",
        absent="",
    )
    transparency_logging: bool = column(
        "certificate.Certificate.Options.CertificateTransparencyLoggingPreference == 'ENABLED'",
        "ACM enters it into public certificate transparency logs.",
    )
    wildcard: bool = column(
        "length(certificate.Certificate.SubjectAlternativeNames[?starts_with(@, '*.')]) > `0`",
        "Is valid for every name below a domain.",
        absent=False,
    )
