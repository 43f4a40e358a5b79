"""AWS Private Certificate Authority."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "acm-pca:list_certificate_authorities",
    resource_type="AWS::ACMPCA::CertificateAuthority",
    key="Arn",
    ResourceOwner="'SELF'",
)
class acm_pca_certificate_authority:
    """Private certificate authorities that the account owns, deleted ones that can be restored included."""

    name: str = column(
        "CertificateAuthorityConfiguration.Subject.CommonName",
        "Common name of the authority, or `none`.",
        absent="none",
    )
    created_at: datetime = column("CreatedAt", "When the authority was made.")
    type: str = column("Type", "`ROOT` or `SUBORDINATE`.")
    status: str = column("Status", "`ACTIVE`, `DISABLED`, `EXPIRED`, `DELETED` and the like.")
    usage_mode: str = column(
        "UsageMode", "`GENERAL_PURPOSE`, or `SHORT_LIVED_CERTIFICATE` for seven days at most.", absent="GENERAL_PURPOSE"
    )
    key_algorithm: str = column("CertificateAuthorityConfiguration.KeyAlgorithm", "Algorithm and size of its key.")
    not_after_at: datetime = column("NotAfter", "When its certificate expires; NA also while it has none.", future=True)
    crl_enabled: bool = column(
        "RevocationConfiguration.CrlConfiguration.Enabled", "Publishes a list of revoked certificates.", absent=False
    )
    ocsp_enabled: bool = column(
        "RevocationConfiguration.OcspConfiguration.Enabled", "Answers whether a certificate is revoked.", absent=False
    )
