"""Checks of AWS Config."""

from toolkit.model import check
from toolkit.readings import among, days


@check("config_recorder", domain="governance", severity="medium")
def config_recorder_recording(recording, all_supported, recording_strategy, last_status):
    """AWS Config records the configuration of all supported resource types in the Region, the last time with success.

    Why: Without a history nobody can say what a resource looked like on a given day, or who changed it since.
    Remedy: Turn on the recorder in the Region for all resource types; mend its role and delivery channel if it fails.
    Source: https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html

    | recording | all_supported | recording_strategy           | last_status | verdict |
    |-----------|---------------|------------------------------|-------------|---------|
    | True      | True          | ALL_SUPPORTED_RESOURCE_TYPES | Success     | pass    |
    | True      | True          | none                         | SUCCESS     | pass    |
    | True      | True          | none                         | Pending     | unknown |
    | True      | True          | none                         | none        | unknown |
    | True      | True          | none                         | Failure     | fail    |
    | True      | True          | none                         | FAILURE     | fail    |
    | True      | True          | EXCLUSION_BY_RESOURCE_TYPES  | Success     | fail    |
    | True      | True          | by_chance                    | Success     | unknown |
    | True      | False         | none                         | Success     | fail    |
    | False     | True          | none                         | Success     | fail    |
    | False     | False         | none                         | none        | fail    |
    """
    some = ["inclusion_by_resource_types", "exclusion_by_resource_types"]
    whole = all_supported & among(recording_strategy, ["all_supported_resource_types", "none"], some)
    return recording & whole & among(last_status, ["success"], ["failure"])


@check("config_delivery_channel", domain="governance", severity="medium", family="configuration_recording")
def config_delivery_channel_history_delivered(history_status, history_delivered_at, observed_at, *, max_days=7):
    """AWS Config delivers the history of configurations to its bucket, the last time within the days of the policy.

    Why: What a recorder sees and cannot deliver is nowhere when an auditor asks for it.
    Remedy: Correct the bucket, its policy or the key that the delivery channel writes with (`put-delivery-channel`).
    Source: https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html

    | history_status | history_delivered_at | observed_at | verdict |
    |----------------|----------------------|-------------|---------|
    | Success        | 2026-05-24           | 2026-05-31  | pass    |
    | SUCCESS        | 2026-05-31           | 2026-05-31  | pass    |
    | Success        | 2026-05-23           | 2026-05-31  | fail    |
    | Failure        | 2026-05-30           | 2026-05-31  | fail    |
    | Not_Applicable | 2026-05-30           | 2026-05-31  | unknown |
    | none           | ?                    | 2026-05-31  | unknown |
    | Success        | 2026-06-30           | 2026-05-31  | unknown |
    """
    return among(history_status, ["success"], ["failure"]) & (days(history_delivered_at, observed_at) <= max_days)


@check("config_recorder", domain="governance", severity="low", family="least_privilege", where="recording")
def config_recorder_role_service_linked(role_arn):
    """The recorder of AWS Config uses the service-linked role.

    Why: A role of one's own ages: it lacks rights to read what AWS Config learns to record, or has more than it needs.
    Remedy: Edit the recorder's settings and choose the AWS Config service-linked role (`put-configuration-recorder`).
    Source: https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html

    | recording | role_arn                                                                          | verdict |
    |-----------|-----------------------------------------------------------------------------------|---------|
    | True      | arn:aws:iam::1:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig | pass    |
    | True      | arn:aws:iam::1:role/config                                                        | fail    |
    | True      | arn:aws:iam::1:role/AWSServiceRoleForConfig                                       | fail    |
    | True      | ?                                                                                 | unknown |
    | False     | none                                                                              | -       |
    """
    return role_arn.str.endswith(":role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig")


@check("sts_caller_identity_recorder", domain="governance", severity="medium", family="configuration_recording")
def sts_caller_identity_recorder_iam_recorded(iam_recorded):
    """AWS Config records IAM users, groups, roles and policies in one Region of the account at least.

    Why: Rights belong to no Region: where no recorder includes them, nobody can say who had which on a given day.
    Remedy: In one Region edit the recorder's settings and include the globally recorded IAM resource types.
    Source: https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html

    | iam_recorded | verdict |
    |--------------|---------|
    | True         | pass    |
    | False        | fail    |
    | ?            | unknown |
    """
    return iam_recorded


@check("config_aggregator", domain="governance", severity="low", family="configuration_recording")
def config_aggregator_regions_complete(all_regions):
    """The aggregator collects from every Region, also from those that AWS will open.

    Why: What changes in a Region that is left out is seen by nobody who looks here.
    Remedy: Edit the aggregator and include all Regions, future ones too (`AllAwsRegions`).
    Source: https://docs.aws.amazon.com/config/latest/developerguide/setup-aggregator-console.html

    | all_regions | verdict |
    |-------------|---------|
    | True        | pass    |
    | False       | fail    |
    | ?           | unknown |
    """
    return all_regions
