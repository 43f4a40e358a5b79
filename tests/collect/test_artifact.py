"""AWS Artifact: what it lists is entered once, counts for nothing before it is read, and refusals change nothing."""

import datetime as dt

import boto3
import pytest
from botocore.stub import Stubber

from tests.test_register import GOOD, HEAD, TOML
from toolkit.collect.artifact import fetch_aws_reports, kind_of
from toolkit.errors import CredentialsError, ToolkitError
from toolkit.register import NOBODY, read_register


@pytest.fixture
def engagement(tmp_path):
    """An engagement with one report that a person entered."""
    (tmp_path / "engagement.toml").write_text(TOML)
    (tmp_path / "aws_reports.csv").write_text(f"{HEAD['aws_reports']}\n{GOOD['aws_reports']}\n")
    return tmp_path


@pytest.fixture
def artifact():
    client = boto3.client("artifact", region_name="us-east-1")
    with Stubber(client) as stubber:
        client.stubber = stubber
        yield client
        stubber.assert_no_pending_responses()


def summary(report_id, name, **more):
    arn = f"arn:aws:artifact:us-east-1::report/{report_id}:1"
    return {"id": report_id, "name": name, "version": 1, "arn": arn, "state": "PUBLISHED", **more}


SOC = summary(
    "report-1",
    "AWS System and Organization Controls (SOC) 2 Report - SOC 2 Type II",
    periodStart=dt.datetime(2025, 10, 1, tzinfo=dt.UTC),
    periodEnd=dt.datetime(2026, 9, 30, tzinfo=dt.UTC),
)
OTHER = summary("report-2", "AWS Cyber GRX Report")


def listed(client, *pages):
    for number, page in enumerate(pages):
        more = {"nextToken": str(number)} if number + 1 < len(pages) else {}
        client.stubber.add_response("list_reports", {"reports": list(page), **more})
        for report in page:
            details = report | {"acceptanceType": "EXPLICIT", "series": "SOC"}
            asked = {"reportId": report["id"], "reportVersion": 1}
            client.stubber.add_response("get_report_metadata", {"reportDetails": details}, asked)


def test_new_reports_of_every_page_are_entered_and_those_of_no_kind_are_named(engagement, artifact):
    listed(artifact, [OTHER], [SOC])

    assert fetch_aws_reports(engagement, client=artifact) == (["report-1"], ["AWS Cyber GRX Report"])

    rows = read_register(engagement).aws_reports.set_index("report_id")
    assert list(rows.index) == ["r-1", "report-1"]
    assert rows.loc["r-1", "read_by"] == "Hugo Marchand"
    entered = rows.loc["report-1", ["kind", "version", "period_start", "period_end", "read_by", "terms_accepted"]]
    assert entered.tolist() == ["soc2", "1", dt.date(2025, 10, 1), dt.date(2026, 9, 30), NOBODY, False]


def test_a_report_that_is_there_stays_as_a_person_wrote_it(engagement, artifact):
    listed(artifact, [SOC])
    fetch_aws_reports(engagement, client=artifact)
    path = engagement / "aws_reports.csv"
    path.write_text(path.read_text().replace(NOBODY, "Hugo Marchand"))
    before = path.read_bytes()
    listed(artifact, [SOC])

    assert fetch_aws_reports(engagement, client=artifact) == ([], [])

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("code", "error", "sentence"),
    [
        ("AccessDeniedException", ToolkitError, "AWS Artifact refuses .AccessDeniedException: no.*ListReports"),
        ("ExpiredTokenException", CredentialsError, "AWS accepts no credentials here"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(engagement, artifact, code, error, sentence):
    before = (engagement / "aws_reports.csv").read_bytes()
    artifact.stubber.add_client_error("list_reports", code, "no")

    with pytest.raises(error, match=sentence):
        fetch_aws_reports(engagement, client=artifact)

    assert (engagement / "aws_reports.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Service Organization Controls (SOC) 1 Report - SOC 1", "soc1"),
        ("AWS ISO/IEC 27001:2022 Certification", "iso_27001"),
        ("ISO 27017 Certification", "iso_27017"),
        ("ISO/IEC 27018:2019", "iso_27018"),
        ("Payment Card Industry: PCI DSS Attestation of Compliance (AOC)", "pci_aoc"),
        ("Cloud Computing Compliance Controls Catalogue (C5)", "c5"),
        ("AWS FedRAMP Customer Package", ""),
    ],
)
def test_a_report_is_of_the_kind_that_its_name_says(name, kind):
    assert kind_of(name) == kind
