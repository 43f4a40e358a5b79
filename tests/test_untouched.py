"""An account that nobody has touched: what fails there is a setting that its owner can change, and nothing else.

AWS itself makes default VPCs with all that belongs to them, workgroups, event buses and service-linked roles. A check
that fails over what nobody can change has a wrong population. So a new check that fails here is looked at: if its
remedy can be carried out in such an account, its name is entered below.
"""

import boto3
import pytest

from toolkit.assess import assess
from toolkit.demo import run
from toolkit.demo.accounts import MANAGEMENT, SECRET_ACCESS_KEY, access_key_id
from toolkit.demo.server import running_server
from toolkit.inventory import read_inventory

pytestmark = pytest.mark.xdist_group("untouched")

CAN_BE_MENDED = """
    account_alternate_contact_billing_registered
    account_alternate_contact_operations_registered
    account_contact_security_registered
    account_primary_contact_organization_named
    athena_workgroup_configuration_enforced
    athena_workgroup_metrics_sent
    athena_workgroup_results_encrypted
    bedrock_invocation_logging_enabled
    config_recorder_recording
    ec2_network_acl_admin_ports_restricted
    ec2_network_acl_inbound_narrow
    ec2_region_analyzer_active
    ec2_region_ebs_encrypted
    ec2_region_imdsv2_required
    ec2_region_snapshot_sharing_blocked
    ec2_security_group_default_closed
    ec2_subnet_addresses_private
    ec2_vpc_flow_logs_active
    glue_catalog_encryption_metadata_encrypted
    glue_catalog_encryption_passwords_encrypted
    guardduty_detector_enabled
    iam_account_root_mfa_enabled
    iam_account_root_virtual_mfa_absent
    iam_account_support_access_granted
    iam_organizations_feature_root_credentials_managed
    iam_organizations_feature_root_sessions_enabled
    iam_password_policy_expiry_timely
    iam_password_policy_length_sufficient
    iam_password_policy_lowercase_required
    iam_password_policy_numbers_required
    iam_password_policy_reuse_prevented
    iam_password_policy_symbols_required
    iam_password_policy_uppercase_required
    organizations_organization_joined
    s3_account_public_access_blocked
    securityhub_hub_enabled
    securityhub_hub_standards_enabled
    securityhub_hub_v2_enabled
    ssm_region_document_sharing_blocked
    sts_caller_identity_alarms_config_changes
    sts_caller_identity_alarms_failed_sign_ins
    sts_caller_identity_alarms_gateway_changes
    sts_caller_identity_alarms_iam_policy_changes
    sts_caller_identity_alarms_key_deletions
    sts_caller_identity_alarms_network_acl_changes
    sts_caller_identity_alarms_organization_changes
    sts_caller_identity_alarms_root_use
    sts_caller_identity_alarms_route_changes
    sts_caller_identity_alarms_s3_policy_changes
    sts_caller_identity_alarms_security_group_changes
    sts_caller_identity_alarms_sign_ins_of_one_factor
    sts_caller_identity_alarms_trail_changes
    sts_caller_identity_alarms_unauthorized_calls
    sts_caller_identity_alarms_vpc_changes
    sts_caller_identity_recorder_iam_recorded
    sts_caller_identity_resources_indexed
    sts_caller_identity_trail_lambda_calls
    sts_caller_identity_trail_multi_region
    sts_caller_identity_trail_s3_reads
    sts_caller_identity_trail_s3_writes
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What all checks find in one Region of an untouched account."""
    folder = tmp_path_factory.mktemp("untouched") / "inventory"
    with running_server() as endpoint, pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "REGIONS", ("eu-central-1",))
        keys = {"aws_access_key_id": access_key_id(MANAGEMENT), "aws_secret_access_key": SECRET_ACCESS_KEY}
        iam = boto3.client("iam", endpoint_url=endpoint, region_name="us-east-1", **keys)
        for service in ("support", "trustedadvisor"):  # AWS makes their roles with the account
            iam.create_service_linked_role(AWSServiceName=f"{service}.amazonaws.com")
        run.collect(endpoint, folder, [MANAGEMENT])
    return assess(read_inventory(folder))


def test_the_defaults_of_aws_were_judged(found):
    judged = set(found.loc[found["result"].isin(["pass", "fail"]), "check_id"])

    assert {"ec2_security_group_default_closed", "ec2_vpc_flow_logs_active", "athena_workgroup_metrics_sent"} <= judged


def test_what_fails_can_be_mended(found):
    failing = found.loc[found["result"].eq("fail"), "check_id"].astype(str)

    assert sorted(set(failing)) == CAN_BE_MENDED.split()
