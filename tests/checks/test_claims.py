"""Checks of one kind are evidence for the same controls, and a claim says no more than its check tests."""

import re
from itertools import pairwise

import pytest

from toolkit.checks import CHECKS
from toolkit.claims import claims as all_claims
from toolkit.resources import DATA

# What differs by nature: an edition's recommendation names one service.
BY_SERVICE = {"cis_aws_6"}
# Checks that test the same of different resources.
TWINS = {
    "whose key it is": [
        "cloudtrail_trail_kms_encrypted",
        "eks_cluster_secrets_kms_encrypted",
        "logs_group_kms_encrypted",
    ],
    "encrypted at rest": ["ec2_region_ebs_encrypted", "ec2_volume_encrypted", "rds_instance_encrypted"],
    "deletion protection": [
        "dynamodb_table_deletion_protected",
        "elbv2_load_balancer_deletion_protected",
        "rds_instance_deletion_protected",
    ],
    "private snapshots": ["ec2_snapshot_private", "rds_snapshot_private"],
    "replacing what is secret": ["secretsmanager_secret_rotation_enabled", "secretsmanager_secret_rotation_timely"],
}
# A root user is privileged; a user with a password may be either.
MFA = {"iam_account_root_mfa_enabled": {}, "iam_credential_mfa_enabled": {"IA-2(2)", "8.4.2"}}
# Resilience is all that it is about.
AVAILABILITY = {"rds_instance_multi_az"}
ENCRYPTION = {
    "gdpr": "Art. 32(1)(a)",
    "hipaa_security": "164.312(a)(2)(iv)",
    "nist_800_53_r5": "SC-28(1)",
}


def controls_of(name, framework_id):
    rows = all_claims()
    return set(rows.loc[rows["check_id"].eq(name) & rows["framework_id"].eq(framework_id), "control_id"])


def claims(name, less=frozenset()):
    """Controls that a check claims, by framework."""
    frameworks = set(all_claims()["framework_id"]) - BY_SERVICE
    controls = {framework: controls_of(name, framework) - set(less) for framework in frameworks}
    return {framework: ids for framework, ids in controls.items() if ids}


@pytest.mark.parametrize("names", TWINS.values(), ids=TWINS)
def test_twins_claim_the_same(names):
    for one, other in pairwise(names):
        assert claims(one) == claims(other), f"{one} and {other}"


def test_mfa_claims_the_same_for_whoever_signs_in():
    root, user = (claims(name, more) for name, more in MFA.items())
    assert root == user


@pytest.mark.parametrize(
    ("name", "family"),
    [("_kms_encrypted", "whose key it is"), ("_deletion_protected", "deletion protection")],
)
def test_every_check_of_a_kind_stands_with_its_twins(name, family):
    assert sorted(check for check in CHECKS if check.endswith(name)) == TWINS[family]


@pytest.mark.parametrize("framework_id", ENCRYPTION)
def test_a_key_of_ones_own_is_no_proof_of_encryption(framework_id):
    """AWS encrypts these anyway: such a check tells whose key it is."""
    for name in TWINS["whose key it is"]:
        assert ENCRYPTION[framework_id] not in controls_of(name, framework_id)


def test_the_widest_article_is_never_claimed_alone():
    """Every measure bears on Art. 32(1)(b): which principle or default it serves has to be said too."""
    alone = {name for name in CHECKS if controls_of(name, "gdpr") == {"Art. 32(1)(b)"}}
    assert alone == AVAILABILITY


# Each was claimed once, and what the check tests is not what the control asks.
@pytest.mark.parametrize(
    ("name", "framework_id", "control_ids"),
    [
        ("account_contact_security_registered", "nist_csf_2", {"RS.CO-02"}),
        ("account_contact_security_registered", "nist_800_53_r5", {"IR-6"}),
        ("account_contact_security_registered", "pci_dss_4_0_1", {"12.10.1"}),
        ("dynamodb_table_deletion_protected", "nist_800_53_r5", {"CP-9"}),
        ("dynamodb_table_deletion_protected", "iso_27001_2022", {"A.5.33"}),
        ("ec2_instance_privately_addressed", "pci_dss_4_0_1", {"1.4.2"}),
        ("guardduty_detector_enabled", "iso_27001_2022", {"A.8.7"}),
        ("guardduty_detector_enabled", "soc2_2017", {"CC6.8"}),
        ("iam_account_root_access_keys_absent", "nist_800_53_r5", {"AC-2(7)"}),
        ("iam_account_root_access_keys_absent", "pci_dss_4_0_1", {"2.2.2", "7.2.2"}),
        ("iam_password_policy_reuse_prevented", "nist_800_53_r5", {"IA-5(1)"}),
        ("kms_key_deletion_unscheduled", "soc2_2017", {"CC6.1"}),
        ("kms_key_rotation_enabled", "gdpr", {"Art. 32(1)(a)"}),
        ("kms_key_rotation_enabled", "hipaa_security", {"164.312(a)(2)(iv)"}),
    ],
)
def test_what_a_check_does_not_test_it_does_not_claim(name, framework_id, control_ids):
    assert not control_ids & controls_of(name, framework_id)


def test_a_retired_check_is_gone_for_good():
    """Its name is not given to another one: registers and reports of the past still use it."""
    lines = (DATA / "retired_checks.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "check_id,retired_on,reason"
    for line in lines[1:]:
        name, day, reason = line.split(",", 2)
        assert name not in CHECKS
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
        assert re.fullmatch(r'"?[A-Z].+\."?', reason)
