"""Checks of AWS Step Functions."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "stepfunctions_state_machine",
    domain="logging",
    severity="medium",
    family="audit_logging",
    where="status.str.lower() != 'deleting'",
)
def stepfunctions_state_machine_logged(log_level):
    """The state machine logs at least the executions that fail.

    Why: Express workflows keep no other history, and that of standard ones is gone after 90 days.
    Remedy: Edit the state machine and set the log level to FATAL, ERROR or ALL, with a log group.
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html

    | status   | log_level | verdict |
    |----------|-----------|---------|
    | ACTIVE   | ALL       | pass    |
    | ACTIVE   | error     | pass    |
    | ACTIVE   | FATAL     | pass    |
    | ACTIVE   | OFF       | fail    |
    | ACTIVE   | LOUD      | unknown |
    | ACTIVE   | ?         | unknown |
    | DELETING | OFF       | -       |
    """
    return among(log_level, ("all", "error", "fatal"), ("off",))


@check(
    "stepfunctions_state_machine",
    domain="application",
    severity="low",
    family="monitoring",
    where="status.str.lower() != 'deleting'",
)
def stepfunctions_state_machine_traced(tracing):
    """X-Ray traces executions of the state machine.

    Why: A trace shows which service an execution waited for or failed at.
    Remedy: Edit the state machine and turn on X-Ray tracing.
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html

    | status   | tracing | verdict |
    |----------|---------|---------|
    | ACTIVE   | True    | pass    |
    | ACTIVE   | False   | fail    |
    | ?        | False   | unknown |
    | DELETING | False   | -       |
    """
    return tracing


@check(
    "stepfunctions_state_machine",
    domain="data",
    severity="low",
    family="key_custody",
    where="status.str.lower() != 'deleting'",
)
def stepfunctions_state_machine_key_named(kms_key_id):
    """A KMS key of the customer's choice encrypts definition and executions of the state machine.

    Why: With AWS's own key nobody can see or refuse who has the data decrypted.
    Remedy: Edit the state machine and choose a customer managed key for its encryption.
    Source: https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html

    | status   | kms_key_id                                | verdict |
    |----------|-------------------------------------------|---------|
    | ACTIVE   | arn:aws:kms:eu-west-1:111111111111:key/a  | pass    |
    | ACTIVE   | none                                      | fail    |
    | ACTIVE   | ?                                         | unknown |
    | DELETING | none                                      | -       |
    """
    return kms_key_id.ne("none")
