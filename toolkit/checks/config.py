"""Checks of AWS Config."""

from toolkit.model import check
from toolkit.readings import among


@check(
    "config_recorder",
    domain="governance",
    severity="medium",
    controls={
        "soc2_2017": "CC7.1, CC8.1",
        "iso_27001_2022": "A.5.9, A.8.9",
        "nist_csf_2": "ID.AM-02, PR.PS-01",
        "nist_800_53_r5": "CM-8, CM-2",
        "pci_dss_4_0_1": "12.5.1",
        "cis_aws_6": "4.3",
    },
)
def config_recorder_recording(recording, all_supported, last_status):
    """AWS Config records the configuration of all supported resource types in the Region, the last time with success.

    Why: Without a history nobody can say what a resource looked like on a given day, or who changed it since.
    Remedy: Turn on the recorder in the Region for all resource types; mend its role and delivery channel if it fails.
    Source: https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html

    | recording | all_supported | last_status | verdict |
    |-----------|---------------|-------------|---------|
    | True      | True          | Success     | pass    |
    | True      | True          | SUCCESS     | pass    |
    | True      | True          | Pending     | unknown |
    | True      | True          | none        | unknown |
    | True      | True          | Failure     | fail    |
    | True      | True          | FAILURE     | fail    |
    | True      | False         | Success     | fail    |
    | False     | True          | Success     | fail    |
    | False     | False         | none        | fail    |
    """
    return recording & all_supported & among(last_status, ["success"], ["failure"])
