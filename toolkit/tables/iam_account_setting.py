"""AWS Identity and Access Management: what the account and its organization have set, and its server certificates."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "iam:list_account_aliases",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, 'iam', 'account-alias'])",
    scope="global",
    one=True,
    inventory_only="An alias is a convenience at sign-in, and neither good nor bad.",
)
class iam_account_alias:
    """The alias of the account, also where it has none."""

    name: str = column(
        "AccountAliases[0]", "Name that stands for the account number at sign-in, or `none`.", absent="none"
    )


# Only the management account, and a delegated administrator for it, may ask; every other account is refused.
@table(
    "iam:list_organizations_features",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, 'iam', 'organizations-features'])",
    scope="global",
    one=True,
    absent="ServiceAccessNotEnabledException | OrganizationNotFoundException",
)
class iam_organizations_feature:
    """Central management of the root users of member accounts, as the management account sees it."""

    organization_id: str = column(
        "OrganizationId", "Organization; `none` where IAM has no trusted access to it.", absent="none"
    )
    root_credentials_managed: bool = column(
        "contains(EnabledFeatures, 'RootCredentialsManagement')",
        "Root credentials of member accounts are managed centrally.",
        absent=False,
    )
    root_sessions: bool = column(
        "contains(EnabledFeatures, 'RootSessions')",
        "Tasks that need a member account's root user can be done centrally, in a short session.",
        absent=False,
    )


@table("iam:list_server_certificates", resource_type="AWS::IAM::ServerCertificate", key="Arn", scope="global")
class iam_server_certificate:
    """TLS certificates kept in IAM rather than in AWS Certificate Manager."""

    name: str = column("ServerCertificateName", "Name of the certificate.")
    created_at: datetime = column("UploadDate", "When the certificate was uploaded.")
    path: str = column("Path", "Path of the certificate; `/cloudfront/` is for CloudFront.")
    expires_at: datetime = column("Expiration", "When the certificate expires.", future=True)
