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
    )
    last_status: str = column(
        "status.ConfigurationRecordersStatus[0].lastStatus",
        "How the last recording went: `Pending`, `Success`, `Failure`, `NotApplicable` or `none`.",
        absent="none",
    )
    last_started_at: datetime = column("status.ConfigurationRecordersStatus[0].lastStartTime", "When it last started.")
