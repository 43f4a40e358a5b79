"""AWS CloudTrail."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table

# A trail without selectors of its own logs every management event. Sources may be left out, kinds of events may not.
_LOGS = """selectors | !!(!EventSelectors && !AdvancedEventSelectors
    || EventSelectors[?IncludeManagementEvents && contains(['All', '{basic}'], ReadWriteType)]
    || AdvancedEventSelectors[?
        contains(FieldSelectors[?Field == 'eventCategory'].Equals[], 'Management')
        && !(FieldSelectors[?
            Field != 'eventCategory'
            && !(Field == 'eventSource' && NotEquals)
            && !(Field == 'readOnly' && contains(Equals || `[]`, '{read_only}'))])])"""

# Data events are logged only where a selector asks for them: of a type as a whole, or of what it names.
_DATA = """selectors | !!(EventSelectors[?
        contains(['All', '{basic}'], ReadWriteType)
        && DataResources[?Type == '{type}' && Values[?contains({all}, @)]]]
    || AdvancedEventSelectors[?
        contains(FieldSelectors[?Field == 'eventCategory'].Equals[], 'Data')
        && contains(FieldSelectors[?Field == 'resources.type'].Equals[], '{type}')
        && !(FieldSelectors[?
            !contains(['eventCategory', 'resources.type'], Field)
            && !(Field == 'readOnly' && contains(Equals || `[]`, '{read_only}'))])])"""

_ALL_OBJECTS = [f"arn:{p}:s3{end}" for p in ("aws", "aws-cn", "aws-us-gov") for end in ("", ":::")]
_ALL_FUNCTIONS = [f"arn:{p}:lambda" for p in ("aws", "aws-cn", "aws-us-gov")]
_S3 = {"type": "AWS::S3::Object", "all": _ALL_OBJECTS}
_LAMBDA = {"type": "AWS::Lambda::Function", "all": _ALL_FUNCTIONS}


@table(
    "cloudtrail:describe_trails",
    resource_type="AWS::CloudTrail::Trail",
    key="TrailARN",
    population=False,
    includeShadowTrails="`true`",
)
class cloudtrail_shadow_trail:
    """Trails that record the account in a Region: its own, and the copies of other Regions' and organization trails."""

    name: str = column("Name", "Name of the trail.")
    home_region: str = column("HomeRegion", "Region in which the trail was made.")
    multi_region: bool = column("IsMultiRegionTrail", "Records every Region.")
    organization: bool = column("IsOrganizationTrail", "Records every account of the organization.", absent=False)


@table(
    "cloudtrail:describe_trails", resource_type="AWS::CloudTrail::Trail", key="TrailARN", includeShadowTrails="`false`"
)
class cloudtrail_trail:
    """Trails that the account owns, each once, in its home Region."""

    status = detail("get_trail_status", Name="TrailARN")
    selectors = detail("get_event_selectors", TrailName="TrailARN")
    insight = detail("get_insight_selectors", TrailName="TrailARN", absent="InsightNotEnabledException")

    name: str = column("Name", "Name of the trail.")
    multi_region: bool = column("IsMultiRegionTrail", "Records every Region.")
    organization: bool = column("IsOrganizationTrail", "Records every account of the organization.", absent=False)
    global_events: bool = column("IncludeGlobalServiceEvents", "Records global services such as IAM.")
    validates_files: bool = column("LogFileValidationEnabled", "Writes digests that prove log files whole.")
    kms_key_id: str = column("KmsKeyId", "KMS key that encrypts the log files, or `none`.", absent="none")
    bucket_name: str = column("S3BucketName", "Bucket that the trail writes to.")
    log_group_arn: str = column(
        "CloudWatchLogsLogGroupArn", "CloudWatch Logs log group that the trail writes to, or `none`.", absent="none"
    )
    logging: bool = column("status.IsLogging", "Is recording now.")
    delivered_at: datetime = column("status.LatestDeliveryTime", "When log files last reached the bucket.")
    delivery_error: str = column(
        "status.LatestDeliveryError || 'none'", "Why the last log files did not reach the bucket, or `none`."
    )
    digest_error: str = column(
        "status.LatestDigestDeliveryError || 'none'", "Why the last digest did not reach the bucket, or `none`."
    )
    digest_delivered_at: datetime = column("status.LatestDigestDeliveryTime", "When a digest last reached the bucket.")
    log_group_delivered_at: datetime = column(
        "status.LatestCloudWatchLogsDeliveryTime", "When events last reached the log group."
    )
    log_group_error: str = column(
        "status.LatestCloudWatchLogsDeliveryError || 'none'",
        "Why the last events did not reach the log group, or `none`.",
    )
    logs_reads: bool = column(_LOGS.format(basic="ReadOnly", read_only="true"), "Records management events that read.")
    logs_writes: bool = column(
        _LOGS.format(basic="WriteOnly", read_only="false"), "Records management events that write."
    )
    left_out_sources: str = column(
        """selectors | join(' ', [EventSelectors[].ExcludeManagementEventSources[],
            AdvancedEventSelectors[].FieldSelectors[?Field == 'eventSource'][].NotEquals[]][][])""",
        "Services whose management events it leaves out, such as `kms.amazonaws.com`; none if empty.",
    )
    s3_reads: bool = column(
        _DATA.format(basic="ReadOnly", read_only="true", **_S3), "Records what reads objects, of all buckets."
    )
    s3_writes: bool = column(
        _DATA.format(basic="WriteOnly", read_only="false", **_S3), "Records what writes objects, of all buckets."
    )
    lambda_calls: bool = column(
        _DATA.format(basic="WriteOnly", read_only="false", **_LAMBDA), "Records the calls of all Lambda functions."
    )
    insights: str = column(
        "join(' ', sort(insight.InsightSelectors[].InsightType))",
        "What unusual activity it looks for: `ApiCallRateInsight`, `ApiErrorRateInsight`; none if empty.",
        absent="",
    )
