"""Whether the population is complete: what AWS counts beside what was listed, and no difference hidden or judged."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from tests.inventories import ACCOUNT, REGION, assessed, inventory, rows
from toolkit.assessment.completeness import COMPARISON, POPULATIONS, region_column
from toolkit.collect.ledger import COLUMNS
from toolkit.frameworks import read_framework
from toolkit.gaps import Audit
from toolkit.inventory import held, read_inventory
from toolkit.register import Register
from toolkit.show.completeness import completeness_note, population, where_aws_counts
from toolkit.tables import TABLES

OTHER = "us-east-1"


def counts(**by_type):
    """What AWS Config counts: `EC2__Instance=3`."""
    names = ["AWS::" + name.replace("__", "::") for name in by_type]
    return rows("config_resource_count", config_type=names, counted_type=names, resources=list(by_type.values()))


def compared(tables, refused=()):
    """The comparisons of an estate by table."""
    return assessed(inventory(tables, refused)).completeness.set_index("table")


def audit(estate):
    return Audit(read_framework("soc2_2017"), assessed(estate), Register(), date(2026, 11, 24))


def test_as_many_as_aws_counts():
    row = compared({"ec2_vpc": rows("ec2_vpc", name=["a", "b"]), "config_resource_count": counts(EC2__VPC=2)}).iloc[0]

    assert row[["account_id", "region", "resource_type"]].tolist() == [ACCOUNT, REGION, "AWS::EC2::VPC"]
    assert row[["listed", "counted", "difference"]].tolist() == [2, 2, 0]
    assert row["counted_by"] == "config:GetDiscoveredResourceCounts"
    assert row["reading"] == "As many as AWS counts."


@pytest.mark.parametrize(
    ("counted", "difference", "said"),
    [(3, -2, "AWS counts 2 more. "), (0, 1, "rds_snapshot lists 1 more. ")],
    ids=["AWS counts more", "AWS counts fewer"],
)
def test_a_difference_is_shown_with_what_both_sides_mean(counted, difference, said):
    snapshots = {
        "rds_snapshot": rows("rds_snapshot", name=["a"]),
        "config_resource_count": counts(RDS__DBSnapshot=counted),
    }
    row = compared(snapshots).loc["rds_snapshot"]

    assert row["difference"] == difference
    assert row["reading"].startswith(said)
    assert "AWS counts: What AWS Config has recorded" in row["reading"]
    assert "rds_snapshot lists: Manual snapshots of DB instances" in row["reading"]


def test_what_was_not_observed_has_no_number_of_rows():
    estate = {"ec2_vpc": rows("ec2_vpc", name=["a"]), "config_resource_count": counts(EC2__VPC=2, EC2__Volume=1)}
    found = compared(estate, [("ec2_vpc", REGION, "denied", "AccessDenied")])

    assert found[["listed", "difference"]].isna().all(axis=None)
    assert found["reading"].to_dict() == {
        "ec2_vpc": "No comparison: ec2_vpc was denied here.",
        "ec2_volume": "No comparison: ec2_volume was not collected here.",
    }


def test_nothing_listed_is_a_number_too():
    found = compared({"ec2_vpc": TABLES["ec2_vpc"].empty(), "config_resource_count": counts(EC2__VPC=2)})

    assert found.loc["ec2_vpc", ["listed", "counted", "difference"]].tolist() == [0, 2, -2]


def test_what_no_table_lists_is_said_and_not_compared():
    estate = {"config_resource_count": counts(Glue__Job=7, Glue__Crawler=0, GuardDuty__Detector=1)}
    found = assessed(inventory(estate)).completeness.set_index("resource_type")

    assert found["difference"].isna().all()
    assert found["table"].eq("").all()
    assert found.loc["AWS::Glue::Job", "reading"].startswith("No table has a row for each of these")
    assert found.loc["AWS::Glue::Crawler", "reading"] == "AWS counts none, and no table would list them."
    assert found.loc["AWS::GuardDuty::Detector", "reading"].startswith("No comparison: guardduty_detector has a row")
    text = completeness_note(audit(inventory(estate))).block["text"]
    assert "AWS also counts 2 types of which no table has the rows: AWS::Glue::Job 7, " in text


def test_two_names_of_one_type_add_up():
    engines = rows(
        "config_resource_count",
        config_type=["AWS::OpenSearch::Domain", "AWS::Elasticsearch::Domain"],
        counted_type=["AWS::OpenSearchService::Domain"] * 2,
        resources=[1, 2],
    )
    found = compared({"opensearch_domain": rows("opensearch_domain", name=["a"]), "config_resource_count": engines})

    assert found["counted"].to_dict() == {"opensearch_domain": 3}


def test_iam_counts_the_account():
    summary = rows("iam_account", users=[3], groups=[1])
    estate = {
        "iam_account": summary,
        "iam_user": rows("iam_user", name=["anna"]),
        "iam_credential": rows("iam_credential"),
    }
    found = compared(estate)

    assert found.loc["iam_user", ["region", "listed", "counted", "counted_by"]].tolist() == [
        *("global", 1, 3),
        "iam:GetAccountSummary",
    ]
    assert found.loc["iam_group", "reading"] == "No comparison: iam_group was not collected here."
    assert len(found) == 2  # what the summary does not tell is no zero


def test_a_region_counts_a_global_population_as_a_whole_and_buckets_where_they_lie():
    buckets = rows("s3_bucket", name=["a", "b", "c"], bucket_region=[REGION, OTHER, REGION])
    estate = {
        "iam_user": rows("iam_user", name=["anna", "bert"]),
        "s3_bucket": buckets,
        "config_resource_count": counts(IAM__User=2, S3__Bucket=2),
    }
    assert compared(estate)["difference"].to_dict() == {"iam_user": 0, "s3_bucket": 0}

    buckets.loc[0, "bucket_region"] = pd.NA
    found = compared(estate)
    assert found.loc["s3_bucket", "reading"] == "No comparison: s3_bucket was listed without Regions here."
    assert found.loc["iam_user", "difference"] == 0


def test_both_calls_are_named():
    estate = inventory({"ec2_vpc": rows("ec2_vpc", name=["a"]), "config_resource_count": counts(EC2__VPC=1)})
    place = {"account_id": ACCOUNT, "region": REGION, "table": "ec2_vpc", "outcome": "ok"}
    ledger = pd.DataFrame([place | {"call_id": "first"}, place | {"call_id": "second"}]).reindex(columns=list(COLUMNS))
    found = assessed(replace(estate, calls=held(ledger))).completeness

    assert found[["listed_call_id", "counted_call_id"]].to_numpy().tolist() == [["first", "call"]]


def test_what_differs_comes_first_and_what_aws_counts_more_of_before_all():
    estate = {
        "ec2_vpc": rows("ec2_vpc", name=["a"]),
        "ec2_volume": rows("ec2_volume", name=["a", "b"]),
        "ec2_address": rows("ec2_address", name=["a"]),
        "ec2_subnet": rows("ec2_subnet", name=["a"]),
        "config_resource_count": counts(EC2__VPC=1, Glue__Job=1, EC2__Subnet=1, EC2__Volume=1, EC2__EIP=2),
    }
    found = assessed(inventory(estate, [("ec2_subnet", REGION, "failed", "")])).completeness

    assert found["table"].tolist() == ["ec2_address", "ec2_volume", "ec2_subnet", "ec2_vpc", ""]


def test_where_nothing_counts_the_report_says_so():
    estate = inventory({"ec2_vpc": rows("ec2_vpc", name=["a"]), "config_resource_count": counts()})
    found = assessed(estate).completeness

    assert found.empty
    assert found.dtypes.astype(str).to_dict() == COMPARISON
    shown = completeness_note(audit(estate)).block
    assert shown["title"] == "AWS counts nothing to compare with"
    assert shown["text"] == "None of the 1 resource types collected could be compared with a number of AWS's own."
    assert population(audit(estate)).block["rows"] == []


def test_where_aws_counts_is_told_by_account_and_region():
    denied = [("config_resource_count", OTHER, "denied", ""), ("config_resource_count", REGION, "observed", "")]
    estate = inventory({"config_resource_count": counts(EC2__VPC=1)}, denied)
    silent = inventory({"config_resource_count": counts()})

    columns = ["asked", "counts", "silent", "not_observed"]
    for found, numbers in ((estate, [2, 1, 0, 1]), (silent, [1, 0, 1, 0])):
        told = assessed(found).counters.set_index("table")
        assert told.loc["config_resource_count", columns].tolist() == numbers
        assert told.loc["iam_account", columns].tolist() == [0, 0, 0, 0]
    assert len(where_aws_counts(audit(estate)).block["rows"]) == assessed(estate).counters["asked"].gt(0).sum()


def test_numbers_of_an_answer_that_broke_off_do_not_count():
    estate = {"ec2_vpc": rows("ec2_vpc", name=["a"]), "config_resource_count": counts(EC2__VPC=1)}

    assert assessed(inventory(estate, [("config_resource_count", REGION, "denied", "AccessDenied")])).completeness.empty


def test_the_note_has_its_denominators():
    estate = {
        "ec2_vpc": rows("ec2_vpc", name=["a"]),
        "ec2_subnet": rows("ec2_subnet", name=["a"]),
        "kms_key": rows("kms_key"),
        "config_resource_count": counts(EC2__VPC=2, EC2__Subnet=1),
    }
    shown = completeness_note(audit(inventory(estate))).block

    assert shown["title"] == "1 of 2 comparisons differ"
    assert shown["text"].startswith("2 of the 3 resource types collected are compared with a number of AWS's own. ")
    listed = population(audit(inventory(estate))).block
    assert [row[2:5] for row in listed["rows"]] == [["1", "2", "-1"]]
    assert listed["title"].startswith("1 of 2 numbers of AWS's own differ")
    assert listed["note"].endswith("1 more comparisons agree.")


def test_a_number_without_a_list_is_no_comparison():
    estate = {"ec2_vpc": rows("ec2_vpc", name=["a"]), "config_resource_count": counts(EC2__VPC=2, EC2__Subnet=4)}
    shown = completeness_note(audit(inventory(estate))).block

    assert shown["title"] == "1 of 1 comparisons differ"
    assert "For 1 more numbers the list was not observed or not collected." in shown["text"]


def test_a_global_table_that_names_regions_is_found_by_its_declaration():
    assert {name for name, t in TABLES.items() if t.is_global and region_column(t)} == {
        *("resource_explorer_index", "s3_bucket", "s3_bucket_protection"),
    }
    assert POPULATIONS["AWS::IAM::User"].name == "iam_user"
    assert "AWS::::Account" not in POPULATIONS


def test_the_demo_estate_is_complete_as_far_as_iam_counts(demo_inventory):
    found = assessed(read_inventory(demo_inventory)).completeness
    iam = found[found["counted_by"].eq("iam:GetAccountSummary")]

    assert set(iam.loc[iam["listed"].notna(), "difference"]) == {0}
    assert {"AWS::IAM::User", "AWS::IAM::Role"} <= set(iam.loc[iam["listed"].notna(), "resource_type"])
    refused = iam[iam["reading"].str.contains("denied")]
    assert set(refused["account_id"]) == {"333333333333"}
