"""What follows from a gap analysis for people: traps, requests, the reach of a fix, and the scope of AWS's reports."""

from dataclasses import replace
from datetime import date

import pytest

from tests.engagements import AS_OF, register, report
from tests.inventories import ACCOUNT, REGION, assessed, inventory, rows
from toolkit.checks import CHECKS
from toolkit.claims import claims
from toolkit.demo.run import ENGAGEMENT
from toolkit.frameworks import read_framework
from toolkit.gaps import Audit, open_audit
from toolkit.gaps.worklist import aws_report_services, reach, requests, traps
from toolkit.register import NOBODY
from toolkit.show import worklist
from toolkit.states import OUTSIDE

SOC2 = read_framework("soc2_2017")
ISO = read_framework("iso_27001_2022")
ROTATION = [True, False, False, None]
POPULATION = {"customer_managed": [True] * 4, "rotatable": [True] * 4, "enabled": [True] * 4}
KEYS = {"kms_key": rows("kms_key", rotation_enabled=ROTATION, **POPULATION)}
REFUSED = [("logs_group", REGION, "denied", "no"), ("iam_user", "global", "not_enabled", "no")]


BADGES = {"control_id": "CC6.4", "kind": "cuec"}


def small(*controls, tables=KEYS, refused=(), engagement=None, **said):
    """An audit of some criteria of SOC 2, in which people say little."""
    some = SOC2.controls[SOC2.controls["control_id"].isin(controls)].reset_index(drop=True)
    said = engagement or register(**said)
    return Audit(
        replace(SOC2, assessable=len(some), controls=some), assessed(inventory(tables, refused), said), said, AS_OF
    )


@pytest.fixture(scope="module")
def audit(demo_inventory):
    return open_audit("soc2_2017", demo_inventory, engagement=ENGAGEMENT)


def test_each_trap_says_how_many_of_how_many(audit):
    found = traps(audit)

    assert found["trap"].tolist() == [
        *("AWS manages our IAM", "AWS handles our keys", "AWS logs enough", "Everybody knows who owns it"),
    ]
    assert found["found"].str.fullmatch(r"\d+ checks fail|\d+ of \d+ controls without a named owner").all()
    assert "kms_key_rotation_enabled" in found.loc[1, "where"]
    assert found.loc[3, ["found", "where"]].tolist() == ["2 of 43 controls without a named owner", "CC1.2, PI1.4"]


def test_requests_ask_for_all_that_stands_between_a_control_and_a_conclusion(audit):
    asked = requests(audit)
    gaps = audit.gaps.set_index("control_id")
    open_ = gaps.index[gaps["customer_state"].isin(["not_assessed", "attestation_expired", "represented"])]
    open_ = [c for c in open_ if gaps.loc[c, "state"] not in OUTSIDE]

    assert asked.loc[asked["kind"].eq("attestation"), "controls"].tolist() == open_
    assert asked.loc[asked["kind"].eq("owner"), "controls"].tolist() == ["PI1.4", "CC1.2"]
    access = asked[asked["kind"].eq("access")]
    assert set(access["whom"].str[-12:]) == {"111111111111", "222222222222", "333333333333"}
    assert access["request"].str.contains("kms_key", regex=False).any()
    assert "Let the audit role read s3_bucket (denied detail), then collect again." in set(access["request"])


def test_without_an_engagement_aws_reports_are_asked_for(demo_inventory):
    asked = requests(open_audit("soc2_2017", demo_inventory))

    kinds = asked.loc[asked["kind"].eq("aws_report")]
    assert (
        kinds["request"]
        .str.startswith("Take from AWS Artifact, and read, reports that cover the period: soc2_t2.")
        .any()
    )
    assert "CC6.4" in ", ".join(kinds["controls"]).split(", ")


def test_a_fix_reaches_every_control_that_its_check_claims(audit):
    fixes = reach(audit).set_index("check_id")
    claimed = claims()["check_id"].value_counts()[fixes.index].to_dict()

    assert fixes["controls"].to_dict() == claimed
    assert fixes["controls"].is_monotonic_decreasing
    assert fixes.loc["s3_bucket_versioned", "soc2_2017"] == "A1.2"
    waived = audit.observations.query("check_id == 's3_bucket_versioned' and result == 'fail' and exception_id == ''")
    assert fixes.loc["s3_bucket_versioned", "failed"] == len(waived)


def test_a_trap_counts_what_fails_of_what_was_tested_and_says_what_was_not():
    found = traps(small("CC6.1", "CC6.4", owners=[{"control_id": "CC6.4"}])).set_index("trap")

    keys = found.loc["AWS handles our keys"]
    assert keys[["found", "where"]].tolist() == ["1 checks fail", "kms_key_rotation_enabled: 2 of 3"]
    mine = [c.table for c in CHECKS.values() if "A.8.24" in ISO.controls_of(c.name)]
    uncollected = [table for table in mine if not table.startswith("kms_key")]
    assert keys["unknown"] == 1 + 4 + 4 + len(uncollected)  # one key's rotation, and the state and policy of all four
    nothing = found.loc["AWS logs enough"]
    assert nothing[["found", "where"]].tolist() == ["0 checks fail", ""]
    assert nothing["unknown"] == ISO.evidence["control_id"].eq("A.8.15").sum()
    unowned = found.loc["Everybody knows who owns it", ["found", "where"]]
    assert unowned.tolist() == ["1 of 2 controls without a named owner", "CC6.1"]


def test_a_control_out_of_scope_needs_no_owner_and_no_request():
    audit = small(
        "CC1.1",
        "CC6.4",
        attestations=[BADGES, {"control_id": "CC6.4"}],
        applicability=[{"control_id": "CC1.1"}],
        aws_reports=[{"services": "kms", "regions": REGION}],
    )

    assert traps(audit)["found"].iloc[-1] == "1 of 1 controls without a named owner"
    asked = requests(audit)
    assert asked[["kind", "whom", "controls"]].to_numpy().tolist() == [
        ["access", "Whoever runs the collection", ""],
        ["owner", "Workplace IT lead", "CC6.4"],
    ]


def test_each_request_says_what_from_whom_and_for_which_controls():
    owners = [{"control_id": "CC1.1", "accountable": "Anna Fischer"}]
    expired = [{"control_id": "CC1.1", "expires_at": date(2026, 11, 23)}]
    asked = requests(small("CC1.1", "CC1.2", "CC6.4", refused=REFUSED, owners=owners, attestations=expired))

    assert asked[["kind", "whom", "controls"]].to_numpy().tolist() == [
        ["access", "Whoever runs the collection", ""],
        ["access", f"Administrator of account {ACCOUNT}", ""],
        ["access", f"Administrator of account {ACCOUNT}", ""],
        ["owner", "CISO", "CC1.2"],
        ["owner", "Workplace IT lead", "CC6.4"],
        ["attestation", "Anna Fischer", "CC1.1"],
        ["attestation", "CISO", "CC1.2"],
        ["attestation", "Workplace IT lead", "CC6.4"],
        ["aws_report", "Vendor manager", "CC6.4"],
    ]
    words = asked["request"].tolist()[1:]
    assert words[0] == "Let the audit role read logs_group (denied), then collect again."
    assert words[1] == "Enable what iam_user lists in account 111111111111, or say why it is not used: it was not seen."
    assert words[4].startswith("Renew the attestation, or roll it forward: ")
    assert words[5].startswith("Attest, with evidence: ")
    assert words[6].startswith("Attest, with evidence: ")
    assert words[7] == (
        "Take from AWS Artifact, and read, reports that cover the period: soc2_t2. "
        "On file: soc2_t2 (none for the period)."
    )


UNTIL_ONE_COUNTS = {
    "on file": ({"services": "kms", "regions": REGION}, []),
    "scope not written down": ({}, ["CC6.4"]),
    "another service": ({"services": "kms", "regions": REGION} | {"services": "s3"}, ["CC6.4"]),
    "not read": ({"read_by": NOBODY}, ["CC6.4"]),
    "old": (report("2025-01-01", "2025-12-31"), ["CC6.4"]),
    "another kind": ({"kind": "fips_140"}, ["CC6.4"]),
}


@pytest.mark.parametrize(("on_file", "asked"), UNTIL_ONE_COUNTS.values(), ids=UNTIL_ONE_COUNTS)
def test_an_aws_report_is_asked_for_until_one_counts(on_file, asked):
    found = requests(small("CC6.4", aws_reports=[on_file]))

    assert found.loc[found["kind"].eq("aws_report"), "controls"].tolist() == asked


def test_reach_counts_each_failing_resource_that_is_not_accepted():
    fixes = reach(small("CC6.1")).set_index("check_id")

    assert fixes["failed"].to_dict() == {"kms_key_rotation_enabled": 2}
    assert fixes.loc["kms_key_rotation_enabled", "nist_800_53_r5"] == "SC-12, SC-12(2)"
    assert fixes.loc["kms_key_rotation_enabled", "gdpr"] == ""
    accepted = {"check_id": "kms_key_rotation_enabled", "account_id": ACCOUNT}
    one, all_ = accepted | {"resource_id": "kms_key-1"}, accepted | {"resource_id": "kms_key-*"}
    assert reach(small("CC6.1", exceptions=[one]))["failed"].tolist() == [1]
    assert reach(small("CC6.1", exceptions=[all_])).empty


def test_reach_orders_by_controls_before_resources():
    tables = KEYS | {"iam_access_key": rows("iam_access_key", created_at=["2025-01-01T00:00:00Z"], active=[True])}

    fixes = reach(small("CC6.1", tables=tables))

    assert fixes["check_id"].tolist() == ["iam_access_key_rotated", "kms_key_rotation_enabled"]
    assert fixes["failed"].tolist() == [1, 2]


WHOLE = {"services": "ec2 kms", "regions": REGION}
UNTIL_SEPTEMBER = report("2025-10-01", "2026-09-30", services="kms", regions=REGION)
LETTER = report("2026-10-01", "2026-12-31", report_id="r-2", kind="bridge_letter", dated=AS_OF)
OLD = report("2024-01-01", "2025-12-31", report_id="r-0", services="kms", regions=REGION)
SCOPES = {
    "named": ([WHOLE], "r-1"),
    "a part of a name is not the name": ([{"services": "kmsx xkms"}], "not listed"),
    "scope not written down": ([{}], "not listed"),
    "not read": ([WHOLE | {"read_by": NOBODY}], "not listed"),
    "not read, in other letters": ([WHOLE | {"read_by": " Nobody  YET"}], "not listed"),
    "old": ([OLD], "not listed"),
    "leaves days out": ([UNTIL_SEPTEMBER], "not listed"),
    "closed by a letter": ([UNTIL_SEPTEMBER, LETTER], "r-1, r-2"),
    "a letter, but a day is out": ([UNTIL_SEPTEMBER | {"period_end": date(2026, 9, 29)}, LETTER], "not listed"),
    "a letter beside a report of another kind": ([UNTIL_SEPTEMBER | {"kind": "c5_t2"}, LETTER], "not listed"),
    "another Region": ([WHOLE | {"regions": "us-east-1"}], "not listed"),
    "a letter that nobody has read": ([UNTIL_SEPTEMBER, LETTER | {"read_by": NOBODY}], "not listed"),
    "a letter without its date": ([UNTIL_SEPTEMBER, LETTER | {"dated": None}], "not listed"),
    "two kinds": ([WHOLE, WHOLE | {"kind": "iso_27001", "report_id": "r-2"}], "r-1, r-2"),
    "an old one beside it": ([WHOLE, OLD], "r-1"),
    "two versions of one": ([WHOLE, WHOLE | {"version": "2"}], "r-1"),
}


@pytest.mark.parametrize(("reports", "covered"), SCOPES.values(), ids=SCOPES)
def test_a_report_covers_a_service_that_it_names_if_it_counts(reports, covered):
    found = aws_report_services(small("CC6.4", aws_reports=reports))

    assert found.to_numpy().tolist() == [["kms", "AWS Key Management Service", REGION, 4, covered]]


def test_a_service_without_resources_is_not_in_use_and_without_engagement_none_is_listed():
    tables = KEYS | {"s3_bucket": rows("s3_bucket"), "dynamodb_table": rows("dynamodb_table", name=["orders"])}

    found = aws_report_services(small("CC6.4", tables=tables, engagement=register(engagement=None)))

    assert found[["service", "covered_by"]].to_numpy().tolist() == [["dynamodb", "not listed"], ["kms", "not listed"]]
    assert aws_report_services(small("CC6.4", tables={})).empty


def test_the_demo_shows_which_reports_on_file_name_a_service(audit):
    named = aws_report_services(audit).set_index("service")["covered_by"]

    assert named.index[named.eq("not listed")].tolist() == []
    assert named["ec2"] == "report-soc2-2026-1, report-soc2-letter-2026-10, report-iso27001-2025, report-pci-aoc-2025"
    assert named["logs"] == "report-soc2-2026-1, report-soc2-letter-2026-10"
    shown = worklist.report_services(audit)._repr_mimebundle_()["application/vnd.demarc.block+json"]
    assert shown["title"] == f"0 of {len(named)} services in use are named by no AWS report on file"
    assert [column["name"] for column in shown["columns"]] == ["service", "title", "regions", "resources", "covered_by"]


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({}, 1),
        ({"exceptions": "CC7.2"}, 0),
        ({"read_by": NOBODY}, 0),
        ({"kind": "soc3"}, 0),
        (report("2025-01-01", "2025-12-31"), 0),
    ],
    ids=["noted", "named", "not read", "no control rests on it", "of another period"],
)
def test_what_the_exceptions_of_a_report_touch_is_asked_of_who_read_it(change, asked):
    noted = {"services": "kms", "regions": REGION, "exceptions_noted": True}

    found = requests(small("CC6.4", aws_reports=[noted | change]))

    said = found["request"].eq("Say which criteria the exceptions in r-1 touch: it notes some.")
    assert said.sum() == asked
    assert found.loc[said, "whom"].tolist() == ["Hugo Marchand"] * asked


def test_what_no_published_report_covers_is_asked_of_aws():
    nist = read_framework("nist_800_53_r5")
    one = nist.controls[nist.controls["control_id"].eq("SC-49")].reset_index(drop=True)
    audit = Audit(replace(nist, assessable=1, controls=one), assessed(inventory(KEYS)), register(), AS_OF)

    asked = requests(audit).set_index("kind").loc["aws_report", "request"]

    assert asked.startswith("Ask of AWS, and read, reports that cover the period: aws_confirmation.")


def test_the_condition_of_what_aws_alone_answers_for_is_asked_of_its_owner():
    nist = read_framework("nist_800_53_r5")
    one = nist.controls[nist.controls["control_id"].eq("SC-49")].reset_index(drop=True)
    audit = Audit(replace(nist, assessable=1, controls=one), assessed(inventory(KEYS)), register(), AS_OF)

    asked = requests(audit).set_index("kind")

    assert asked.loc["cuec", ["whom", "controls"]].tolist() == ["Vendor manager", "SC-49"]
    assert asked.loc["cuec", "request"].startswith("Confirm, with evidence, what AWS's half of it rests on: Domains of")
    assert "attestation" not in asked.index
