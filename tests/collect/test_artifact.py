"""AWS Artifact: what it lists is entered once, counts for nothing before it is read, and refusals change nothing."""

import datetime as dt
import json
import os

import boto3
import pytest
from botocore.stub import Stubber
from click.testing import CliRunner

from tests.endpoint import endpoint, json_answer, refusal
from tests.engagement_files import GOOD, HEAD, TOML
from toolkit.aws_report_kinds import aws_report_kinds
from toolkit.cli import cli
from toolkit.collect.artifact import fetch_aws_reports, kind_of
from toolkit.errors import CredentialsError, RegisterError, ToolkitError
from toolkit.register import NOBODY, AwsReport, read_register

WHOLE = ",".join(AwsReport.model_fields)
ROW = 'r-1,soc2_t2,"AWS SOC 2, ""Type II""",2026-1,2025-10-01,2026-09-30,2026-11-18, Hugo ,FALSE,,,,,,"ec2 s3",,TRUE'


@pytest.fixture
def engagement(tmp_path):
    """An engagement with one report that a person entered."""
    (tmp_path / "engagement.toml").write_text(TOML)
    (tmp_path / "aws_reports.csv").write_text(f"{WHOLE}\n{ROW}\n")
    return tmp_path


@pytest.fixture
def artifact():
    client = boto3.client("artifact", region_name="us-east-1")
    with Stubber(client) as stubber:
        client.stubber = stubber
        yield client
        stubber.assert_no_pending_responses()


def day(text):
    return dt.datetime.fromisoformat(f"{text}T00:00:00Z")


SOC = {
    "id": "report-1",
    "name": "System and Organization Controls (SOC) 2 Report - Current",
    "version": 1,
    "arn": "arn:aws:artifact:us-east-1::report/report-1:1",
    "state": "PUBLISHED",
    "companyName": "AWS",
    "periodStart": day("2025-10-01"),
    "periodEnd": day("2026-09-30"),
}
OTHER = SOC | {"id": "report-2", "name": "ISO 9001:2015 Certification"}
OTHER_LEFT_OUT = (
    "ISO 9001:2015 Certification: of no kind that its name tells; enter it by hand if a control rests on it"
)


def listed(client, *pages, known=(), **details):
    """Make a client list pages of reports, and say more about each that is not known."""
    for number, page in enumerate(pages):
        more = {"nextToken": str(number + 1)} if number + 1 < len(pages) else {}
        asked = {"nextToken": str(number)} if number else {}
        client.stubber.add_response("list_reports", {"reports": list(page), **more}, asked)
        for report in page:
            if report["state"] == "PUBLISHED" and report["id"] not in known:
                answer = {"reportDetails": report | {"acceptanceType": "EXPLICIT", "series": "SOC"} | details}
                asked = {"reportId": report["id"], "reportVersion": report["version"]}
                client.stubber.add_response("get_report_metadata", answer, asked)


def test_new_reports_of_every_page_are_entered_and_those_of_no_kind_are_named(engagement, artifact):
    listed(artifact, [OTHER], [SOC], category="Certifications and Attestations")

    assert fetch_aws_reports(engagement, client=artifact) == (["report-1"], [OTHER_LEFT_OUT])

    rows = read_register(engagement).aws_reports
    assert rows["report_id"].tolist() == ["r-1", "report-1"]
    assert rows.iloc[1].to_dict() == {
        "report_id": "report-1",
        "kind": "soc2_t2",
        "title": "System and Organization Controls (SOC) 2 Report - Current",
        "version": "1",
        "period_start": dt.date(2025, 10, 1),
        "period_end": dt.date(2026, 9, 30),
        "retrieved_at": dt.date.today(),
        "read_by": NOBODY,
        "exceptions_noted": False,
        "dated": None,
        "exceptions": "",
        "arn": "arn:aws:artifact:us-east-1::report/report-1:1",
        "series": "SOC",
        "category": "Certifications and Attestations",
        "services": "",
        "regions": "",
        "terms_accepted": False,
    }


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "mark"])
@pytest.mark.parametrize("last", [[""], []], ids=["closed", "open"])
def test_what_people_wrote_stays_byte_for_byte(engagement, artifact, newline, mark, last):
    path = engagement / "aws_reports.csv"
    before = mark + newline.join([WHOLE, "", ROW, *last]).encode()
    path.write_bytes(before)
    listed(artifact, [SOC])

    fetch_aws_reports(engagement, client=artifact)

    after = path.read_bytes()
    assert after.startswith(before)
    assert after.count(b"\n") == 4
    assert after.count(b"\r\n") == (4 if newline == "\r\n" else 0)
    assert read_register(engagement).aws_reports["report_id"].tolist() == ["r-1", "report-1"]
    assert sorted(p.name for p in engagement.iterdir()) == ["aws_reports.csv", "engagement.toml"]


def test_a_file_without_the_optional_columns_gets_them(engagement, artifact):
    (engagement / "aws_reports.csv").write_text(f"{HEAD['aws_reports']}\n{GOOD['aws_reports']}\n")
    before = read_register(engagement).aws_reports.iloc[0].to_dict()
    listed(artifact, [SOC], acceptanceType="PASSTHROUGH")

    fetch_aws_reports(engagement, client=artifact)

    rows = read_register(engagement).aws_reports
    assert rows.iloc[0].to_dict() == before
    assert rows["terms_accepted"].tolist() == [False, True]
    assert rows["arn"].tolist() == ["", SOC["arn"]]


def test_an_engagement_without_the_file_gets_it(engagement, artifact):
    (engagement / "aws_reports.csv").unlink()
    listed(artifact, [SOC])

    fetch_aws_reports(engagement, client=artifact)

    assert read_register(engagement).aws_reports["report_id"].tolist() == ["report-1"]
    if os.name != "nt":  # Windows has no such modes
        assert (engagement / "aws_reports.csv").stat().st_mode & 0o777 == 0o600


def test_a_report_that_is_there_is_not_asked_for_again_but_its_next_version_is(engagement, artifact):
    listed(artifact, [SOC])
    fetch_aws_reports(engagement, client=artifact)
    path = engagement / "aws_reports.csv"
    path.write_text(path.read_text().replace(NOBODY, "Hugo Marchand"))
    before = path.read_bytes()
    listed(artifact, [SOC], known=["report-1"])

    assert fetch_aws_reports(engagement, client=artifact) == ([], [])
    assert path.read_bytes() == before

    listed(artifact, [SOC | {"version": 2}])
    assert fetch_aws_reports(engagement, client=artifact) == (["report-1"], [])
    assert read_register(engagement).aws_reports["read_by"].tolist() == ["Hugo", "Hugo Marchand", NOBODY]


LEFT_OUT = {
    "withdrawn": (SOC | {"state": "UNPUBLISHED"}, []),
    "of another company": (SOC | {"companyName": "Vendor Inc."}, ["a report on Vendor Inc., not on AWS"]),
    "without a period": (
        {name: value for name, value in SOC.items() if not name.startswith("period")},
        ["AWS Artifact gives no usable period_start, period_end; enter it by hand"],
    ),
    "ends before it starts": (
        SOC | {"periodEnd": day("2025-01-01")},
        ["AWS Artifact gives no usable period; enter it by hand"],
    ),
}


@pytest.mark.parametrize(("report", "why"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_cannot_be_a_row_is_left_out_and_named(engagement, artifact, report, why):
    before = (engagement / "aws_reports.csv").read_bytes()
    listed(artifact, [report])

    assert fetch_aws_reports(engagement, client=artifact) == ([], [f"{SOC['name']}: {reason}" for reason in why])
    assert (engagement / "aws_reports.csv").read_bytes() == before


REFUSALS = {
    "AccessDeniedException": (
        ToolkitError,
        "AWS Artifact refuses (AccessDeniedException: no way). It needs artifact:L",
    ),
    "SubscriptionRequiredException": (ToolkitError, "AWS Artifact is not enabled for this account (SubscriptionRequi"),
    "ExpiredTokenException": (CredentialsError, "AWS accepts no credentials here (ExpiredTokenException). Sign in"),
    "UnrecognizedClientException": (CredentialsError, "AWS accepts no credentials here (UnrecognizedClientException)"),
    "ServiceQuotaExceededException": (ToolkitError, "AWS Artifact gave no list (ServiceQuotaExceededException: no"),
}


@pytest.mark.parametrize(("code", "error", "sentence"), [(c, *r) for c, r in REFUSALS.items()], ids=REFUSALS)
@pytest.mark.parametrize("late", [False, True], ids=["list", "metadata"])
def test_a_refusal_is_one_line_and_changes_nothing(engagement, artifact, code, error, sentence, late):
    before = (engagement / "aws_reports.csv").read_bytes()
    if late:  # after a report that could have been entered
        artifact.stubber.add_response("list_reports", {"reports": [SOC, OTHER]})
        artifact.stubber.add_response("get_report_metadata", {"reportDetails": SOC})
    artifact.stubber.add_client_error("get_report_metadata" if late else "list_reports", code, "no\n way")

    with pytest.raises(error) as refused:
        fetch_aws_reports(engagement, client=artifact)

    said = str(refused.value)
    assert said.startswith(sentence)
    assert said.endswith("Nothing was changed.")
    assert "\n" not in said
    assert refused.value.exit_code == 1
    assert (engagement / "aws_reports.csv").read_bytes() == before


def test_a_malformed_engagement_is_refused_before_aws_is_asked(engagement, artifact):
    (engagement / "owners.csv").write_text("owner\n")

    with pytest.raises(RegisterError):
        fetch_aws_reports(engagement, client=artifact)


def wire(report):
    """A report as it comes over HTTP."""
    return json.loads(json.dumps(report, default=lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ")))


def test_the_command_enters_and_names_what_an_endpoint_lists(engagement, monkeypatch):
    asked = []
    answers = iter(
        [
            {"reports": [wire(SOC)], "nextToken": "more"},
            {"reportDetails": wire(SOC)},
            {"reports": [wire(OTHER)]},
            {"reportDetails": wire(OTHER)},
        ]
    )

    def answer(request):
        asked.append((request.service, request.region))
        return json_answer(next(answers))

    with endpoint(answer) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        result = CliRunner().invoke(cli, ["aws-reports", str(engagement)], catch_exceptions=False)

    assert result.output.splitlines() == [
        "1 reports entered: report-1. Read them, then write who did.",
        "1 reports left out:",
        f"  {OTHER_LEFT_OUT}",
    ]
    assert asked == [("artifact", "us-east-1")] * 4
    assert read_register(engagement).aws_reports.loc[3, "period_end"] == dt.date(2026, 9, 30)


def test_an_endpoint_that_refuses_changes_nothing(engagement, monkeypatch):
    before = (engagement / "aws_reports.csv").read_bytes()
    with endpoint(lambda request: refusal(request, "AccessDeniedException")) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        with pytest.raises(ToolkitError, match=r"^AWS Artifact refuses \(AccessDeniedException: Refused by the test"):
            fetch_aws_reports(engagement)
    assert (engagement / "aws_reports.csv").read_bytes() == before


def test_a_profile_or_credentials_that_are_not_there_are_one_line(engagement, monkeypatch):
    with pytest.raises(ToolkitError, match=r"cannot be asked \(The config profile \(audit\) could not be found\)"):
        fetch_aws_reports(engagement, "audit")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(ToolkitError, match=r"cannot be asked \(Unable to locate credentials\)"):
        fetch_aws_reports(engagement)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("System and Organization Controls (SOC) 1 Report - Current", "soc1_t2"),
        ("SOC 1 Type I Report", ""),
        ("Service Organization Controls (SOC) 2 Report - Current", "soc2_t2"),
        ("System and Organization Controls (SOC) 2 Type 2 Report", "soc2_t2"),
        ("SOC 2 Privacy Type I Report", "soc2_t1"),
        ("SOC 2 Type 1", "soc2_t1"),
        ("SOC 2 Type II Bridge Letter", "bridge_letter"),
        ("SOC Continued Operations Letter", "bridge_letter"),
        ("SOC 3 Report", "soc3"),
        ("AWS ISO/IEC 27001:2022 Certification", "iso_27001"),
        ("ISO 27001:2022 Statement of Applicability", "iso_27001_soa"),
        ("ISO 27017 Statement of Applicability", ""),
        ("ISO 27017 Certification", "iso_27017"),
        ("ISO/IEC 27018:2019", "iso_27018"),
        ("ISO 27701", "iso_27701"),
        ("ISO 22301:2019 Certification", "iso_22301"),
        ("ISO 9001:2015 Certification", ""),
        ("Payment Card Industry: PCI DSS Attestation of Compliance (AOC)", "pci_aoc"),
        ("PCI DSS v4.0 Attestation of Compliance", "pci_aoc"),
        ("Attestation of Compliance for PCI DSS", "pci_aoc"),
        ("PCI 3DS Attestation of Compliance (AOC)", ""),
        ("PCI PIN Security Attestation of Compliance", ""),
        ("PCI DSS Responsibility Summary", "pci_responsibility"),
        ("PCI 3DS Responsibility Summary", ""),
        ("Cloud Computing Compliance Controls Catalogue (C5)", "c5_t2"),
        ("C5 Type 1 Report", "c5_t1"),
        ("FIPS 140-3 Certificate", "fips_140"),
        ("Data Processing Addendum", "gdpr_dpa"),
        ("AWS FedRAMP Customer Package", ""),
        ("AWS GovCloud (US) FedRAMP Customer Package", "fedramp_high"),
        ("AWS East/West FedRAMP Customer Package", "fedramp_moderate"),
        ("FedRAMP Moderate Customer Package", "fedramp_moderate"),
        ("FedRAMP High Customer Responsibility Matrix (CRM)", "fedramp_crm"),
        ("AWS Business Associate Addendum", "hipaa_baa"),
        ("CSA STAR Level 1 CAIQ", "csa_star_1"),
        ("CSA STAR CCM v4 Certification", "csa_star_2"),
        ("AWS Penetration Test Summary", "pentest_summary"),
    ],
)
def test_a_report_is_of_the_kind_that_its_name_says(name, kind):
    assert kind_of(name, "", "Certifications and Attestations") == kind


def test_the_name_says_the_kind_before_series_and_category_do():
    assert kind_of("SOC 3 Report", "SOC 1 and SOC 2", "") == "soc3"
    assert kind_of("Report of the year", "SOC 2", "ISO 27001") == "soc2_t2"
    assert kind_of("Letter", "", "ISO 27001") == "iso_27001"


def test_every_kind_that_aws_artifact_lists_has_a_pattern():
    assert [each.kind for each in aws_report_kinds().values() if not each.pattern] == ["aws_confirmation"]
