"""A section or a table of a report that fails over the data costs itself, and page one says so."""

from dataclasses import replace
from datetime import date

import nbformat
import pandas as pd
import pytest

from tests.engagements import ENGAGEMENT
from tests.inventories import assessed, inventory, rows
from toolkit.errors import RegisterError
from toolkit.frameworks import read_framework
from toolkit.gaps import Audit
from toolkit.register import Register
from toolkit.report.blocks import read_report
from toolkit.responsibility import services, usage_of
from toolkit.show import completeness as shown
from toolkit.show import enclosure, observed
from toolkit.show.blocks import section


@pytest.fixture
def audit():
    estate = inventory({"ec2_instance": rows("ec2_instance", state=["running"])})
    estate = replace(estate, manifest=estate.manifest | {"caller_arn": "arn:aws:iam::111111111111:user/auditor"})
    return Audit(read_framework("soc2_2017"), assessed(estate), Register(engagement=ENGAGEMENT), date(2026, 11, 24))


def fails(*_, **__):
    raise pd.errors.MergeError("Merge keys\nare not unique")


def test_a_section_that_fails_says_so_in_its_place(monkeypatch, audit):
    monkeypatch.setattr(shown, "table", fails)

    block = shown.population(audit).block

    assert (block["type"], block["title"]) == ("note", "This section could not be made: population")
    assert block["text"] == "It failed over the data: MergeError: Merge keys are not unique"


@pytest.mark.parametrize("error", [KeyError("a"), TypeError("a"), ValueError("a"), ZeroDivisionError("a")], ids=repr)
def test_whatever_a_section_fails_with_the_others_stand(error):
    @section
    def broken():
        raise error

    assert broken().block["title"] == "This section could not be made: broken"


def test_what_a_user_can_mend_still_stops_a_section():
    @section
    def refused():
        raise RegisterError("owners.csv, row 2")

    with pytest.raises(RegisterError):
        refused()


def test_page_one_names_what_could_not_be_made(monkeypatch, audit):
    monkeypatch.setattr(shown, "table", fails)
    monkeypatch.setattr(enclosure, "requests", fails)
    outputs = [
        nbformat.v4.new_output("display_data", data=part._repr_mimebundle_())
        for part in (shown.population(audit), observed.scope(audit), enclosure.enclose(audit))
    ]
    cell = nbformat.v4.new_code_cell("audit", outputs=outputs, execution_count=1)

    report = read_report(nbformat.v4.new_notebook(cells=[cell]))

    cover = dict(report.cover)
    assert cover["Not made"] == "population (MergeError: Merge keys are not unique)"
    assert cover["Not attached"] == "requests (MergeError: Merge keys are not unique)"
    names = [file.name for file in report.attachments]
    assert "observations.csv" in names and "requests.csv" not in names


def test_a_report_that_was_made_whole_says_nothing_of_it(audit):
    cover = dict(enclosure.enclose(audit).about["cover"])

    assert not cover.keys() & {"Not attached", "Not made", "Failed over the data"}


def test_page_one_names_a_check_that_failed_over_the_data(monkeypatch):
    audit = Audit(read_framework("soc2_2017"), assessed(inventory({})), Register(), date(2026, 11, 24))
    line = pd.DataFrame(
        {"account_id": ["1"], "region": ["global"], "resource_id": "*", "result": "unknown", "exception_id": ""}
    ).assign(check_id="iam_access_key_rotated", evidence="could not be judged: view v: KeyError: 'name'")
    monkeypatch.setitem(audit.__dict__, "observations", line.astype("string"))

    assert audit.failed == ["view v: KeyError: 'name'"]


def test_a_condition_of_a_service_that_fails_rules_no_service_model_out(monkeypatch):
    estate = inventory({"ec2_instance": rows("ec2_instance", state=["running"])})
    broken = services()[lambda frame: frame["table"].eq("ec2_instance")].assign(where="no_such_column == 1")
    monkeypatch.setattr("toolkit.responsibility.services", lambda: broken)

    models = usage_of(estate).models.set_index("service_model")

    assert set(models.loc[broken["service_model"].unique(), "basis"]) == {"assumed"}


def test_what_is_attached_hangs_on_no_order_in_which_an_assessment_is_held(audit):
    turned = replace(audit)
    turned.__dict__["observations"] = audit.observations.iloc[::-1]

    one, other = (enclosure.enclose(each).about["attachments"] for each in (audit, turned))

    assert {f["name"]: f["zlib"] for f in one}["observations.csv"] == {f["name"]: f["zlib"] for f in other}[
        "observations.csv"
    ]
