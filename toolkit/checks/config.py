"""Checks of AWS Config."""

from toolkit.model import check
from toolkit.readings import among


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
