"""AWS Config."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "config:describe_configuration_recorders",
    resource_type="AWS::Config::ConfigurationRecorder",
    key="ConfigurationRecorders[0].arn || here.region",
    one=True,
)
class config_recorder:
    """The customer managed recorder of each Region, also where there is none."""

    status = detail("describe_configuration_recorder_status")

    name: str = column("ConfigurationRecorders[0].name", "Name of the recorder, or `none`.", absent="none")
    recording: bool = column("status.ConfigurationRecordersStatus[0].recording", "Is recording now.", absent=False)
    all_supported: bool = column(
        "ConfigurationRecorders[0].recordingGroup.allSupported",
        "Records every resource type that AWS Config supports; global IAM types have a setting of their own.",
        absent=False,
    )
    global_types: bool = column(
        "ConfigurationRecorders[0].recordingGroup.includeGlobalResourceTypes",
        "Records IAM users, groups, roles and policies too; one Region is enough.",
        absent=False,
    )
    recording_strategy: str = column(
        "ConfigurationRecorders[0].recordingGroup.recordingStrategy.useOnly",
        "Which resource types it records: all, some, or all but some; `none` where AWS names no strategy.",
        absent="none",
        values=(
            "ALL_SUPPORTED_RESOURCE_TYPES",
            "INCLUSION_BY_RESOURCE_TYPES",
            "EXCLUSION_BY_RESOURCE_TYPES",
            "none",
        ),
    )
    recorded_types: str = column(
        "join(' ', sort(ConfigurationRecorders[0].recordingGroup.resourceTypes))",
        "Types that it names to record them; none if empty.",
        absent="",
    )
    excluded_types: str = column(
        "join(' ', sort(ConfigurationRecorders[0].recordingGroup.exclusionByResourceTypes.resourceTypes))",
        "Types that it names to leave them out; none if empty.",
        absent="",
    )
    last_status: str = column(
        "status.ConfigurationRecordersStatus[0].lastStatus",
        "How the last recording went: `Pending`, `Success`, `Failure`, `NotApplicable` or `none`.",
        absent="none",
    )
    last_started_at: datetime = column("status.ConfigurationRecordersStatus[0].lastStartTime", "When it last started.")
    role_arn: str = column("ConfigurationRecorders[0].roleARN", "Role that it records with, or `none`.", absent="none")


@table(
    "config:describe_delivery_channels",
    resource_type="AWS::Config::DeliveryChannel",
    key="join('/', [here.account_id, here.region, 'config', 'delivery-channel', name])",
)
class config_delivery_channel:
    """Delivery channels, which write what AWS Config records to a bucket and tell a topic of it."""

    status = detail("describe_delivery_channel_status", DeliveryChannelNames="[name]")

    name: str = column("name", "Name of the delivery channel.")
    bucket_name: str = column("s3BucketName", "Bucket that it writes to, or `none`.", absent="none")
    kms_key_arn: str = column("s3KmsKeyArn", "KMS key that encrypts what it writes, or `none`.", absent="none")
    topic_arn: str = column("snsTopicARN", "Topic that it tells of changes, or `none`.", absent="none")
    history_status: str = column(
        "status.DeliveryChannelsStatus[0].configHistoryDeliveryInfo.lastStatus",
        "How the last delivery of the history went: `Success`, `Failure`, `Not_Applicable` or `none`.",
        absent="none",
    )
    history_delivered_at: datetime = column(
        "status.DeliveryChannelsStatus[0].configHistoryDeliveryInfo.lastSuccessfulTime",
        "When the history last reached the bucket.",
    )


# AWS Config has names of its own for some types.
@table(
    "config:get_discovered_resource_counts",
    resource_type="AWS::::Account",
    key="join('/', [here.account_id, here.region, 'config', 'resource-count', resourceType])",
    population=False,
    inventory_only="AWS Config's own numbers stand beside the rows of other tables and hold none to a rule.",
)
class config_resource_count:
    """How many resources of each type AWS Config knows; no row for a type that it does not record or knows none of."""

    config_type: str = column("resourceType", "Type of the resources as AWS Config names it.")
    counted_type: str = column(
        """(resourceType == 'AWS::ACM::Certificate' && 'AWS::CertificateManager::Certificate')
            || (resourceType == 'AWS::Elasticsearch::Domain' && 'AWS::OpenSearchService::Domain')
            || (resourceType == 'AWS::IAM::Policy' && 'AWS::IAM::ManagedPolicy')
            || (resourceType == 'AWS::MSK::ServerlessCluster' && 'AWS::MSK::Cluster')
            || (resourceType == 'AWS::OpenSearch::Domain' && 'AWS::OpenSearchService::Domain')
            || (resourceType == 'AWS::SSM::ManagedInstanceInventory' && 'AWS::SSM::ManagedInstance')
            || resourceType""",
        "That type as the tables name it.",
    )
    resources: int = column(
        "count",
        "What AWS Config has recorded: what is new may be missing, and what was deleted may still be in it.",
        counts="counted_type",
    )


@table(
    "config:describe_configuration_aggregators",
    resource_type="AWS::Config::ConfigurationAggregator",
    key="ConfigurationAggregatorArn",
)
class config_aggregator:
    """Aggregators: each collects what AWS Config records in other accounts and Regions."""

    name: str = column("ConfigurationAggregatorName", "Name of the aggregator.")
    created_at: datetime = column("CreationTime", "When the aggregator was made.")
    created_by: str = column("CreatedBy", "AWS service that made the aggregator, or `none`.", absent="none")
    organization: bool = column("!!OrganizationAggregationSource", "Collects from every account of the organization.")
    all_regions: bool = column(
        "[OrganizationAggregationSource, AccountAggregationSources][] | [0].AllAwsRegions",
        "Collects from every Region, those to come included.",
        absent=False,
    )
    regions: str = column(
        "join(' ', sort([OrganizationAggregationSource, AccountAggregationSources][] | [].AwsRegions[]))",
        "Regions that it names; none if it names none.",
        absent="",
    )
    accounts: int = column(
        "length(AccountAggregationSources[].AccountIds[])",
        "Accounts that it names; 0 where it collects from the organization.",
        absent=0,
    )
