"""AWS Secrets Manager."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("secretsmanager:list_secrets", resource_type="AWS::SecretsManager::Secret", key="ARN")
class secretsmanager_secret:
    """Secrets of Secrets Manager that are not scheduled for deletion; their values are never read."""

    policy = detail("get_resource_policy", SecretId="ARN")
    versions = detail("list_secret_version_ids", SecretId="ARN")

    name: str = column("Name", "Name of the secret.")
    created_at: datetime = column("CreatedDate", "When the secret was made.")
    tags: str = column("tags_json(Tags)", "Tags as JSON.", absent="{}")
    kms_key_id: str = column(
        "KmsKeyId",
        "KMS key that encrypts the secret; the AWS managed one if none was chosen.",
        absent="alias/aws/secretsmanager",
    )
    owning_service: str = column("OwningService", "AWS service that manages the secret, or `none`.", absent="none")
    replica: bool = column(
        "PrimaryRegion && PrimaryRegion != here.region",
        "The secret is a copy; it is rotated in its primary Region.",
        absent=False,
    )
    rotation_enabled: bool = column("RotationEnabled", "Secrets Manager rotates the secret by itself.", absent=False)
    rotation_days: int = column(
        "RotationRules.AutomaticallyAfterDays",
        "Days between rotations; 0 without rotation, and where a schedule expression says when.",
        absent=0,
        unit="days",
    )
    last_rotated_at: datetime = column("LastRotatedDate", "When the secret was last rotated; NA also if it never was.")
    next_rotation_at: datetime = column(
        "NextRotationDate",
        "When it is to be rotated next, in the past if that failed; NA also without rotation.",
        future=True,
    )
    last_changed_at: datetime = column("LastChangedDate", "When the secret was last changed in any way.")
    last_accessed_at: datetime = column(
        "LastAccessedDate", "Day on which the secret was last read; NA also if it never was."
    )
    ever_accessed: bool = column("LastAccessedDate != `null`", "The secret was read at least once.", absent=False)
    value_set_at: datetime = column(
        "versions.Versions[?contains(VersionStages, 'AWSCURRENT')] | [0].CreatedDate",
        "When the value that is current was stored; NA also if none is.",
    )
    statements_json: str = column(
        "policy.[ResourcePolicy || '{\"Statement\": []}'] | statements_json([0])",
        "Statements of the resource policy as JSON; an empty list without one.",
    )
