"""Amazon Route 53 Domains."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("route53domains:list_domains", resource_type="AWS::Route53Domains::Domain", key="DomainName", scope="us-east-1")
class route53domains_domain:
    """Domains registered with Route 53; who registered them stays with AWS."""

    domain = detail("get_domain_detail", DomainName="DomainName")

    name: str = column("DomainName", "The domain.")
    created_at: datetime = column("domain.CreationDate", "When the domain was registered.")
    expires_at: datetime = column("Expiry", "When the registration ends.", future=True)
    auto_renew: bool = column("AutoRenew", "Is renewed automatically.", absent=False)
    transfer_lock: bool = column(
        "TransferLock", "Cannot be moved to another registrar; some top-level domains know no lock.", absent=False
    )
    status_codes: str = column(
        "join(' ', sort(domain.StatusList))",
        "Status codes at the registry, such as `clientTransferProhibited`.",
        absent="",
    )
    registrant_privacy: bool = column(
        "domain.RegistrantPrivacy", "WHOIS does not show who registered it.", absent=False
    )
    admin_privacy: bool = column("domain.AdminPrivacy", "WHOIS does not show the administrative contact.", absent=False)
    tech_privacy: bool = column("domain.TechPrivacy", "WHOIS does not show the technical contact.", absent=False)
    billing_privacy: bool = column("domain.BillingPrivacy", "WHOIS does not show the billing contact.", absent=False)
    dnssec: bool = column("!!(domain.DnssecKeys)", "The registry holds keys of DNSSEC for it.")
    registrar: str = column("domain.RegistrarName", "Registrar of the domain.", absent="none")
