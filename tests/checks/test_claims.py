"""Checks of one kind are evidence for the same controls, and a claim says no more than its check tests."""

import re
from itertools import pairwise

import pytest

from toolkit.checks import CHECKS
from toolkit.claims import claims as all_claims
from toolkit.resources import DATA

# What differs by nature: an edition's recommendation names one service.
BY_SERVICE = {"cis_aws_6", "cis_aws_7"}
# Families whose checks test the same of different resources, each with the controls at which they may differ.
TWINS = {
    "backup": set(),
    "credential_rotation": {"IA-5"},  # the age of an access key is the period itself
    "deletion_protection": set(),
    "encryption_at_rest": set(),
    "foreign_accounts": set(),
    "key_custody": set(),
    "mfa": {"IA-2(2)", "8.4.2"},  # a root user is privileged; a user with a password may be either
    "service_principals": set(),
    "stored_secrets": set(),
}
# Checks of a family that are more alike than the rest of it.
ALIKE = {
    "connections in clear": ["elbv2_listener_tls_required", "s3_bucket_access_tls_required"],
    "copies of what is stored": ["ec2_image_private", "ec2_snapshot_private", "rds_snapshot_private"],
    "replacing what is secret": ["secretsmanager_secret_rotation_enabled", "secretsmanager_secret_rotation_timely"],
    "versions of Kubernetes": ["eks_cluster_version_supported", "eks_nodegroup_version_supported"],
}
# A check of this name tests what its family does.
ENDINGS = {
    "_accounts_approved": "foreign_accounts",
    "_deletion_protected": "deletion_protection",
    "_kms_encrypted": "key_custody",
    "_mfa_enabled": "mfa",
    "_secrets_referenced": "stored_secrets",
    "_services_bound": "service_principals",
    "_version_supported": "supported_versions",
}
ENCRYPTION = {
    "gdpr": "Art. 32(1)(a)",
    "hipaa_security": "164.312(a)(2)(iv)",
    "nist_800_53_r5": "SC-28(1)",
}
OPEN = ("public_access", "network_exposure")
# It is AWS's own and asks everybody for credentials: under a law of risks, that is weighed.
WEIGHED = {("gdpr", "eks_cluster_endpoint_restricted")}


def members(family):
    return sorted(check.name for check in CHECKS.values() if check.family == family)


def controls_of(name, framework_id, strength=r"direct|supporting"):
    rows = all_claims()
    mine = rows["check_id"].eq(name) & rows["framework_id"].eq(framework_id) & rows["strength"].str.fullmatch(strength)
    return set(rows.loc[mine, "control_id"])


def claims(name, less=frozenset()):
    """Strength of each claim of a check, by framework and control."""
    rows = all_claims()
    mine = rows[rows["check_id"].eq(name) & ~rows["framework_id"].isin(BY_SERVICE) & ~rows["control_id"].isin(less)]
    return dict(zip(zip(mine["framework_id"], mine["control_id"], strict=True), mine["strength"], strict=True))


def test_a_family_has_a_plain_name_and_several_checks():
    for family in {check.family for check in CHECKS.values()} - {""}:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", family)
        assert len(members(family)) > 1, family


@pytest.mark.parametrize(("family", "less"), TWINS.items(), ids=TWINS)
def test_twins_claim_the_same(family, less):
    for one, other in pairwise(members(family)):
        assert claims(one, less) == claims(other, less), f"{one} and {other}"


@pytest.mark.parametrize("names", ALIKE.values(), ids=ALIKE)
def test_checks_that_are_alike_claim_the_same(names):
    for one, other in pairwise(names):
        assert claims(one) == claims(other), f"{one} and {other}"


@pytest.mark.parametrize(("ending", "family"), ENDINGS.items(), ids=ENDINGS)
def test_every_check_of_a_kind_stands_with_its_twins(ending, family):
    named = {check for check in CHECKS if check.endswith(ending)}
    assert named <= set(members(family))


@pytest.mark.parametrize("framework_id", ENCRYPTION)
def test_a_key_of_ones_own_is_no_proof_of_encryption(framework_id):
    """AWS encrypts these anyway: such a check tells whose key it is."""
    for name in members("key_custody"):
        assert ENCRYPTION[framework_id] not in controls_of(name, framework_id)


@pytest.mark.parametrize("framework_id", sorted(set(all_claims()["framework_id"]) - BY_SERVICE))
def test_what_is_open_to_everyone_is_a_deviation_from_every_framework(framework_id):
    for name in [*(n for family in OPEN for n in members(family)), "s3_bucket_public_access_blocked"]:
        assert controls_of(name, framework_id, "direct") or (framework_id, name) in WEIGHED, name


def test_only_what_strangers_can_reach_is_a_deviation_from_the_widest_article():
    """Every measure bears on Art. 32(1)(b), which leaves to the risk which of them are due."""
    direct = {name for name in CHECKS if "Art. 32(1)(b)" in controls_of(name, "gdpr", "direct")}
    reached = {name for family in (*OPEN, "foreign_accounts") for name in members(family)}
    assert direct == (reached | {"rds_instance_private"}) - {name for _, name in WEIGHED}


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
        ("securityhub_hub_standards_enabled", "cis_aws_6", {"5.16"}),
    ],
)
def test_what_a_check_does_not_test_it_does_not_claim(name, framework_id, control_ids):
    assert not control_ids & controls_of(name, framework_id)


# The default of the check is stricter than the requirement, or its population wider.
@pytest.mark.parametrize(
    ("name", "framework_id", "control_id"),
    [
        ("iam_credential_use_recent", "pci_dss_4_0_1", "8.2.6"),
        ("iam_password_policy_length_sufficient", "pci_dss_4_0_1", "8.3.6"),
        ("iam_password_policy_reuse_prevented", "pci_dss_4_0_1", "8.3.7"),
        ("iam_policy_administration_limited", "cis_aws_6", "2.15"),
        ("logs_group_retention_sufficient", "pci_dss_4_0_1", "10.5.1"),
    ],
)
def test_a_check_that_asks_for_more_than_the_control_supports_it(name, framework_id, control_id):
    assert control_id in controls_of(name, framework_id, "supporting")


def test_a_retired_check_is_gone_for_good():
    """Its name is not given to another one: registers and reports of the past still use it."""
    lines = (DATA / "retired_checks.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "check_id,retired_on,reason"
    for line in lines[1:]:
        name, day, reason = line.split(",", 2)
        assert name not in CHECKS
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
        assert re.fullmatch(r'"?[A-Z].+\."?', reason)
