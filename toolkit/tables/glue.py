"""AWS Glue."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, table


@table(
    "glue:get_data_catalog_encryption_settings",
    resource_type="AWS::Glue::DataCatalogEncryptionSettings",
    key="join('', ['arn:', here.partition, ':glue:', here.region, ':', here.account_id, ':catalog'])",
    one=True,
)
class glue_catalog_encryption:
    """How the Data Catalog is encrypted: one row per Region, also where the catalog is empty."""

    metadata_encryption: str = column(
        "DataCatalogEncryptionSettings.EncryptionAtRest.CatalogEncryptionMode",
        "Encryption of metadata: `SSE-KMS`, `SSE-KMS-WITH-SERVICE-ROLE` or `DISABLED`.",
        absent="DISABLED",
    )
    metadata_kms_key_id: str = column(
        "DataCatalogEncryptionSettings.EncryptionAtRest.SseAwsKmsKeyId",
        "KMS key that encrypts metadata, or `none`.",
        absent="none",
    )
    encrypts_passwords: bool = column(
        "DataCatalogEncryptionSettings.ConnectionPasswordEncryption.ReturnConnectionPasswordEncrypted",
        "Passwords of connections stay encrypted in answers.",
        absent=False,
    )
    password_kms_key_id: str = column(
        "DataCatalogEncryptionSettings.ConnectionPasswordEncryption.AwsKmsKeyId",
        "KMS key that encrypts them, or `none`.",
        absent="none",
    )


@table(
    "glue:get_resource_policy",
    resource_type="AWS::Glue::ResourcePolicy",
    key="join('', ['arn:', here.partition, ':glue:', here.region, ':', here.account_id, ':catalog/policy'])",
    one=True,
    absent="EntityNotFoundException",
)
class glue_resource_policy:
    """The resource policy of the Data Catalog: one row per Region, also where there is none."""

    created_at: datetime = column("CreateTime", "When the policy was made.")
    statements_json: str = column(
        "statements_json(PolicyInJson || '{\"Statement\": []}')",
        "Statements as JSON; an empty list without a policy.",
    )
