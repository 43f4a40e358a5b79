"""AWS Key Management Service."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table

# Neither KMS nor anybody else can rotate these by itself.
_NOT_ROTATED = """['rsa_2048', 'rsa_3072', 'rsa_4096', 'ecc_nist_p256', 'ecc_nist_p384', 'ecc_nist_p521',
    'ecc_secg_p256k1', 'ecc_nist_edwards25519', 'hmac_224', 'hmac_256', 'hmac_384', 'hmac_512', 'sm2', 'ml_dsa_44',
    'ml_dsa_65', 'ml_dsa_87', 'ml_kem_512', 'ml_kem_768', 'ml_kem_1024']"""


@table("kms:list_keys", resource_type="AWS::KMS::Key", key="KeyArn")
class kms_key:
    """KMS keys of the account, those that AWS manages included."""

    key = detail("describe_key", KeyId="KeyId")
    rotation = detail("get_key_rotation_status", KeyId="KeyId", absent="UnsupportedOperationException")
    policy = detail("get_key_policy", KeyId="KeyId", PolicyName="'default'")
    tagging = detail("list_resource_tags", KeyId="KeyId")

    name: str = column("key.KeyMetadata.Description", "Description of the key; a key has no name.", absent="")
    created_at: datetime = column("key.KeyMetadata.CreationDate", "When the key was made.")
    tags: str = column("tags_json(tagging.Tags)", "Tags as JSON.", absent="{}")
    customer_managed: bool = column(
        "among(key.KeyMetadata.KeyManager, ['customer'], ['aws'])",
        "The account manages the key; else AWS does, as the service needs.",
    )
    state: str = column("key.KeyMetadata.KeyState", "State of the key, such as `Enabled` or `PendingDeletion`.")
    enabled: bool = column("key.KeyMetadata.Enabled", "The key can be used.")
    spec: str = column("key.KeyMetadata.KeySpec", "Kind of key material, such as `SYMMETRIC_DEFAULT` or `RSA_2048`.")
    origin: str = column("key.KeyMetadata.Origin", "`AWS_KMS`, `EXTERNAL`, `AWS_CLOUDHSM` or `EXTERNAL_KEY_STORE`.")
    multi_region: bool = column("key.KeyMetadata.MultiRegion", "The key has copies in other Regions.", absent=False)
    rotatable: bool = column(
        f"among(key.KeyMetadata.KeySpec, ['symmetric_default'], {_NOT_ROTATED})"
        " && among(key.KeyMetadata.Origin, ['aws_kms'], ['external', 'aws_cloudhsm', 'external_key_store'])"
        " && among(key.KeyMetadata.MultiRegionConfiguration.MultiRegionKeyType || 'PRIMARY', ['primary'], ['replica'])",
        "KMS can rotate the key here: it is symmetric, KMS made its material, and it is no replica: those follow their"
        " primary.",
    )
    rotation_enabled: bool = column(
        "rotation.KeyRotationEnabled",
        "KMS changes the key material by itself; false also for keys that KMS cannot rotate.",
        absent=False,
    )
    rotation_period_days: int = column(
        "rotation.RotationPeriodInDays", "Days between rotations, 0 without rotation.", absent=0, unit="days"
    )
    statements_json: str = column("statements_json(policy.Policy)", "Statements of the key policy as JSON.")


@table("kms:list_aliases", resource_type="AWS::KMS::Alias", key="AliasArn")
class kms_alias:
    """Aliases of KMS keys, those that AWS makes for its services included."""

    name: str = column("AliasName", "Name of the alias, with `alias/` before it.")
    created_at: datetime = column("CreationDate", "When the alias was made; NA for one of AWS's that has no key yet.")
    key_id: str = column("TargetKeyId", "Id of the key that the alias stands for, or `none`.", absent="none")
    aws_managed: bool = column("starts_with(AliasName, 'alias/aws/')", "AWS made the alias for one of its services.")


@table(
    "kms:list_grants",
    resource_type="AWS::KMS::Grant",
    key="join('/', [parent.KeyArn, 'grant', GrantId])",
    parent="list_keys",
    KeyId="parent.KeyId",
)
class kms_grant:
    """Grants of KMS keys of the account, each a right to use a key beside its policy; of AWS's own keys too."""

    name: str = column("Name", "Name of the grant.", absent="")
    created_at: datetime = column("CreationDate", "When the grant was made.")
    key_id: str = column("parent.KeyArn", "ARN of the key.")
    grantee: str = column(
        "GranteePrincipal || GranteeServicePrincipal", "Principal, account or AWS service that may use the key."
    )
    operations: str = column("join(' ', sort(Operations))", "What it may do, such as `Decrypt`, separated by spaces.")
    constrained: bool = column(
        "Constraints != `null`", "The right holds for a given encryption context or resource only.", absent=False
    )
