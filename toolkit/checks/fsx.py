"""Checks of Amazon FSx."""

from toolkit.model import check
from toolkit.readings import among

SINGLE = ["single_az_1", "single_az_2", "single_az_3", "single_az_ha_1", "single_az_ha_2"]


@check(
    "fsx_file_system",
    domain="resilience",
    severity="medium",
    family="high_availability",
    where="type.str.lower() != 'lustre' and status.str.lower() not in ['creating', 'deleting', 'failed']",
)
def fsx_file_system_zones_several(deployment_type):
    """The file system, if of a kind that can be, stands in several Availability Zones.

    Why: With one zone, its loss stops every application that needs the files.
    Remedy: Make a Multi-AZ file system from a backup.
    Source: https://docs.aws.amazon.com/fsx/latest/WindowsGuide/high-availability-multiAZ.html

    | type    | deployment_type | status    | verdict |
    |---------|-----------------|-----------|---------|
    | WINDOWS | MULTI_AZ_1      | AVAILABLE | pass    |
    | ONTAP   | MULTI_AZ_2      | AVAILABLE | pass    |
    | OPENZFS | SINGLE_AZ_HA_2  | AVAILABLE | fail    |
    | WINDOWS | SINGLE_AZ_2     | AVAILABLE | fail    |
    | WINDOWS | OTHER           | AVAILABLE | unknown |
    | WINDOWS | ?               | AVAILABLE | unknown |
    | LUSTRE  | PERSISTENT_2    | AVAILABLE | -       |
    | WINDOWS | SINGLE_AZ_2     | DELETING  | -       |
    """
    return among(deployment_type, ["multi_az_1", "multi_az_2", "multi_az_3"], SINGLE)


@check(
    "fsx_file_system_key",
    domain="data",
    severity="low",
    family="key_custody",
    where="status.str.lower() not in ['creating', 'deleting', 'failed']",
)
def fsx_file_system_key_customer_managed(key_customer_managed):
    """The file system encrypts its data with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Make the file system anew from a backup with a customer managed key.
    Source: https://docs.aws.amazon.com/fsx/latest/WindowsGuide/encryption-at-rest.html

    | key_customer_managed | status    | verdict |
    |----------------------|-----------|---------|
    | True                 | AVAILABLE | pass    |
    | False                | AVAILABLE | fail    |
    | ?                    | AVAILABLE | unknown |
    | False                | DELETING  | -       |
    """
    return key_customer_managed
