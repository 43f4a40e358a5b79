"""Trails, recorders, detectors and log groups of the demo accounts."""

from typing import Any

from toolkit.demo.accounts import CJK, MANAGEMENT, MEMBER, REGIONS, RESTRICTED, SCRIPT
from toolkit.demo.connection import Account


def build_logging(account: Account, region: str, key_arn: str) -> None:
    """Build logging and detection; most of it only in the first Region, as many estates really look."""
    _log_groups(account.client("logs", region), account, key_arn)
    if region != REGIONS[0]:
        return
    _trail(account, region, key_arn)
    if account.id == RESTRICTED:
        return
    _config_recorder(account.client("config", region), account)
    account.client("guardduty", region).create_detector(
        Enable=account.id == MANAGEMENT, FindingPublishingFrequency="FIFTEEN_MINUTES", Tags={"Owner": CJK}
    )
    if account.id == MANAGEMENT:
        account.client("securityhub", region).enable_security_hub(EnableDefaultStandards=False)


def _log_groups(logs: Any, account: Account, key_arn: str) -> None:
    good = account.id == MANAGEMENT
    for name in ("/vpc/production", "/aws/lambda/orders", "cloudtrail"):
        logs.create_log_group(logGroupName=name, tags={"Note": SCRIPT}, **({"kmsKeyId": key_arn} if good else {}))
        if good or name == "cloudtrail":
            logs.put_retention_policy(logGroupName=name, retentionInDays=400)
    if account.id == MEMBER:
        logs.create_log_group(logGroupName="/app/debug")
        logs.put_retention_policy(logGroupName="/app/debug", retentionInDays=7)


def _trail(account: Account, region: str, key_arn: str) -> None:
    """Create the management account's full trail, or a weak one to an unprotected bucket."""
    cloudtrail = account.client("cloudtrail", region)
    if account.id == MANAGEMENT:
        cloudtrail.create_trail(
            Name="organisation-trail",
            S3BucketName=f"audit-logs-{account.id}",
            IsMultiRegionTrail=True,
            IncludeGlobalServiceEvents=True,
            EnableLogFileValidation=True,
            KmsKeyId=key_arn,
            CloudWatchLogsLogGroupArn=f"arn:aws:logs:{region}:{account.id}:log-group:cloudtrail:*",
            CloudWatchLogsRoleArn=f"arn:aws:iam::{account.id}:role/trail-to-logs",
        )
        cloudtrail.start_logging(Name="organisation-trail")
    elif account.id == MEMBER:
        cloudtrail.create_trail(Name="local-trail", S3BucketName=f"public-downloads-{region}")
        cloudtrail.start_logging(Name="local-trail")


def _config_recorder(config: Any, account: Account) -> None:
    """Record all resources in the management account; in the member account the recorder is stopped."""
    config.put_configuration_recorder(
        ConfigurationRecorder={
            "name": "default",
            "roleARN": f"arn:aws:iam::{account.id}:role/config-recorder",
            "recordingGroup": {"allSupported": True, "includeGlobalResourceTypes": True},
        }
    )
    config.put_delivery_channel(DeliveryChannel={"name": "default", "s3BucketName": f"audit-logs-{account.id}"})
    if account.id == MANAGEMENT:
        config.start_configuration_recorder(ConfigurationRecorderName="default")
