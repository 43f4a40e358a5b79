"""A control shows its checks, resources, evidence, parts and owner: what leads from a state to what AWS answered."""

import pytest

from tests.show import small
from toolkit import workbook as wb
from toolkit.errors import InventoryError, UnknownName


@pytest.fixture(scope="module")
def audit():
    return small.audit()


@pytest.fixture(scope="module")
def control(audit):
    return audit.control("CC6.1")


def test_a_control_leads_to_its_checks_and_what_each_found(control):
    rotation = control.checks.set_index("check_id").loc["kms_key_rotation_enabled"]

    assert rotation[["passed", "failed", "waived", "tested", "unknown"]].tolist() == [2, 2, 1, 5, 1]
    assert (rotation["strength"], rotation["severity"]) == ("supporting", "medium")
    assert rotation["statement"] == wb.CHECKS["kms_key_rotation_enabled"].statement
    assert len(control.checks) == (audit_rows := control.audit.framework.evidence["control_id"].eq("CC6.1").sum()) > 1
    assert audit_rows == len(control.checks["check_id"].unique())


def test_a_control_leads_to_the_resources_that_fail_it(control):
    failing = control.resources[control.resources["check_id"].eq("kms_key_rotation_enabled")]

    assert failing["resource_id"].str.rpartition("/")[2].tolist() == ["2", "3", small.HOSTILE.rpartition("/")[2]]
    assert failing["exception_id"].tolist() == ["EX-1", "", ""]
    assert set(control.observations["result"]) == {"pass", "fail", "unknown"}


def test_a_control_says_who_answers_for_each_layer_under_which_model(control):
    guest = control.parts[control.parts["layer"].eq("guest_os")]

    assert dict(zip(guest["service_model"], guest["party"], strict=True))["ec2"] == "customer"
    assert guest["moves"].all() and not control.parts[control.parts["layer"].eq("facilities")]["moves"].any()
    shown = dict(zip(guest["service_model"], guest["resource_ids"], strict=True))
    assert shown["lambda"] == "lambda_function-0" and shown["containers_fargate"] == ""
    assert control.answers["Guest operating system"].startswith("customer: Virtual machines (EC2)")


def test_a_control_has_its_owner_state_and_basis(audit, control):
    row = audit.gaps.set_index("control_id").loc["CC6.1"]

    assert (control.state, control.basis, control.responsibility) == (row["state"], row["basis"], "shared")
    assert control.owner == "Anna Fischer"
    assert audit.control("CC6.2").owner.endswith("(no person named)")
    assert audit.control("CC1.1").attestations["attested_by"].tolist() == ["Anna Fischer"]
    assert "iso_27001_2022" in set(control.related["framework_id"])


def test_a_control_is_shown_without_markup_of_the_estate(control):
    html = control._repr_html_()

    assert "<img" not in html
    assert "kms_key_rotation_enabled" in html and "Guest operating system" in html


def test_a_control_that_is_not_there_says_what_is_close(audit):
    with pytest.raises(UnknownName, match=r"No control of soc2_2017 is called 'CC6\.3'\. Did you mean"):
        audit.control("CC6.3")


def test_what_an_inventory_in_memory_cannot_give_is_said(control):
    with pytest.raises(InventoryError, match="The raw answers are on file"):
        _ = control.evidence
