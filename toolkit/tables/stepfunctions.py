"""AWS Step Functions."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table("stepfunctions:list_state_machines", resource_type="AWS::StepFunctions::StateMachine", key="stateMachineArn")
class stepfunctions_state_machine:
    """State machines of Step Functions."""

    # An encrypted definition would need its key, and no column reads it.
    machine = detail("describe_state_machine", stateMachineArn="stateMachineArn", includedData="'METADATA_ONLY'")

    name: str = column("name", "Name of the state machine.")
    created_at: datetime = column("creationDate", "When the state machine was made.")
    workflow_type: str = column("type", "`STANDARD`, or `EXPRESS`, which keeps no history but its log.")
    status: str = column("machine.status", "`ACTIVE` or `DELETING`.")
    log_level: str = column(
        "machine.loggingConfiguration.level", "Logging of executions: `OFF`, `FATAL`, `ERROR` or `ALL`.", absent="OFF"
    )
    logs_data: bool = column(
        "machine.loggingConfiguration.includeExecutionData", "The log holds inputs and outputs.", absent=False
    )
    tracing: bool = column("machine.tracingConfiguration.enabled", "X-Ray tracing is on.", absent=False)
    kms_key_id: str = column(
        "machine.encryptionConfiguration.kmsKeyId", "Customer managed key of its data, or `none`.", absent="none"
    )
    role_arn: str = column("machine.roleArn", "Role that executions run as.")
