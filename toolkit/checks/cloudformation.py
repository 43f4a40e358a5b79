"""Checks of AWS CloudFormation."""

from toolkit.model import check
from toolkit.readings import among


@check("cloudformation_stack_names", domain="application", severity="high", family="stored_secrets")
def cloudformation_stack_outputs_free_of_secrets(secret_outputs, output_credentials):
    """No output of the stack holds what was recognised as a credential, or is named like a secret.

    Why: Whoever may describe the stack reads its outputs, and other stacks and pipelines copy them.
    Remedy: Take the output off the template, change the credential, and keep it in Secrets Manager.
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html

    | secret_outputs | output_credentials | verdict |
    |----------------|--------------------|---------|
    | none           | 0                  | pass    |
    | DbPassword     | 0                  | fail    |
    | none           | 1                  | fail    |
    | ?              | 0                  | unknown |
    """
    return secret_outputs.eq("none") & output_credentials.eq(0)


@check(
    "cloudformation_stack",
    domain="resilience",
    severity="medium",
    family="deletion_protection",
    where="not nested and status.str.lower() != 'delete_in_progress'",
)
def cloudformation_stack_termination_protected(termination_protection):
    """The stack cannot be deleted by mistake.

    Why: Deleting a stack deletes what it made, databases too unless each says otherwise.
    Remedy: Activate termination protection of the stack; nested stacks follow their root.
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html

    | nested | status             | termination_protection | verdict |
    |--------|--------------------|------------------------|---------|
    | False  | CREATE_COMPLETE    | True                   | pass    |
    | False  | CREATE_COMPLETE    | False                  | fail    |
    | False  | ?                  | False                  | unknown |
    | False  | DELETE_IN_PROGRESS | False                  | -       |
    | True   | CREATE_COMPLETE    | False                  | -       |
    """
    return termination_protection


@check(
    "cloudformation_stack",
    domain="governance",
    severity="low",
    family="code_integrity",
    where="status.str.lower() not in ['delete_in_progress', 'review_in_progress']",
)
def cloudformation_stack_in_sync(drift_status):
    """Drift of the stack was looked for, and at the last look its resources were as the template says.

    Why: What was changed by hand was reviewed by nobody, and the next update may undo or break it.
    Remedy: Detect drift of the stack, and bring the template or the resources back in line.
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html

    | status             | drift_status | verdict |
    |--------------------|--------------|---------|
    | CREATE_COMPLETE    | IN_SYNC      | pass    |
    | UPDATE_COMPLETE    | DRIFTED      | fail    |
    | UPDATE_COMPLETE    | NOT_CHECKED  | fail    |
    | UPDATE_COMPLETE    | UNKNOWN      | unknown |
    | UPDATE_COMPLETE    | ?            | unknown |
    | DELETE_IN_PROGRESS | DRIFTED      | -       |
    | REVIEW_IN_PROGRESS | NOT_CHECKED  | -       |
    """
    return among(drift_status, ("in_sync",), ("drifted", "not_checked"))


@check(
    "cloudformation_stack",
    domain="governance",
    severity="low",
    family="monitoring",
    where="not nested and status.str.lower() != 'delete_in_progress'",
)
def cloudformation_stack_events_notified(notification_topics):
    """The stack sends its events to an SNS topic.

    Why: Who runs the stack learns of failed, unexpected and unauthorised changes when they happen.
    Remedy: Update the stack with the ARN of an SNS topic in its notification options.
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html

    | nested | status             | notification_topics | verdict |
    |--------|--------------------|---------------------|---------|
    | False  | CREATE_COMPLETE    | 1                   | pass    |
    | False  | CREATE_COMPLETE    | 0                   | fail    |
    | False  | CREATE_COMPLETE    | ?                   | unknown |
    | False  | DELETE_IN_PROGRESS | 0                   | -       |
    | True   | CREATE_COMPLETE    | 0                   | -       |
    """
    return notification_topics.gt(0)


@check(
    "cloudformation_stack",
    domain="resilience",
    severity="low",
    family="failure_handling",
    where="not status.str.lower().str.endswith('_in_progress')",
)
def cloudformation_stack_change_complete(status):
    """The last change of the stack ended as it was asked for, not in a failure or rollback.

    Why: A stack that failed is in a state that no template describes, and some take no update until somebody acts.
    Remedy: Read the stack's events, mend the cause, and update the stack, continue its rollback, or delete it.
    Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html

    | status                   | verdict |
    |--------------------------|---------|
    | CREATE_COMPLETE          | pass    |
    | update_complete          | pass    |
    | IMPORT_COMPLETE          | pass    |
    | UPDATE_ROLLBACK_COMPLETE | fail    |
    | ROLLBACK_COMPLETE        | fail    |
    | UPDATE_ROLLBACK_FAILED   | fail    |
    | DELETE_FAILED            | fail    |
    | PAUSED                   | unknown |
    | UPDATE_IN_PROGRESS       | -       |
    """
    failed = ("create_failed", "delete_failed", "update_failed", "rollback_failed", "update_rollback_failed")
    rolled_back = ("rollback_complete", "update_rollback_complete", "import_rollback_complete")
    good = ("create_complete", "update_complete", "import_complete")
    return among(status, good, (*failed, *rolled_back, "import_rollback_failed"))
