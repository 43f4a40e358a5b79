"""Accounts of AWS China and GovCloud: no request leaves their partition, and names are unique in it only."""

import pandas as pd
import pytest

from tests.conftest import ACCOUNT
from tests.endpoint import endpoint, identity, json_answer, refusal
from tests.inventories import rows
from toolkit.collect.run import collect
from toolkit.errors import ParameterError
from toolkit.inventory import read_inventory
from toolkit.tables import TABLES
from toolkit.views import VIEWS

ELSEWHERE = [table.name for table in TABLES.values() if table.scope == "us-east-1"]
HOMES = {"aws": "eu-central-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
BLOCK = ["blocks_public_acls", "ignores_public_acls", "blocks_public_policy", "restricts_public_buckets"]


def in_partition(partition, asked, states="<item><regionName>eu-central-1</regionName></item>"):
    """An estate of a partition, which has no log groups and refuses all else; what it is asked goes into a list."""

    def answer(request):
        asked.append((request.service, request.region))
        if request.operation == "GetCallerIdentity":
            status, headers, body = identity(ACCOUNT)
            return status, headers, body.replace(b"arn:aws:", f"arn:{partition}:".encode())
        if request.operation == "DescribeRegions":
            body = f"<DescribeRegionsResponse><regionInfo>{states}</regionInfo></DescribeRegionsResponse>"
            return 200, {"Content-Type": "text/xml"}, body.encode()
        return json_answer({"logGroups": []}) if request.service == "logs" else refusal(request)

    return answer


@pytest.fixture
def at(monkeypatch, tmp_path):
    """`at(answer, …)` is the inventory of a run against an endpoint."""

    def run(answer, **kwargs):
        with endpoint(answer, regions=True) as url:
            monkeypatch.setenv("AWS_ENDPOINT_URL", url)
            collect(tmp_path / "inventory", **kwargs)
        return read_inventory(tmp_path / "inventory")

    return run


@pytest.mark.parametrize("partition", ["aws-cn", "aws-us-gov"])
def test_no_request_leaves_the_partition(at, partition):
    asked = []
    tables = ["logs_group", "sts_caller_identity", *ELSEWHERE]
    inventory = at(in_partition(partition, asked), region_names=[HOMES[partition]], table_names=tables)

    assert {region for _, region in asked} == {HOMES[partition]}
    assert set(inventory.coverage["table"]) == {"logs_group", "sts_caller_identity"}
    assert set(inventory.off.loc[inventory.off["status"].eq("not_offered"), "table"]) == set(ELSEWHERE)
    said = set(inventory.off.loc[inventory.off["status"].eq("not_offered"), "error"])
    assert said == {f"Asked in us-east-1, which is outside the partition {partition} of the account."}


def test_regions_of_two_partitions_are_refused_before_anything_is_asked(at, tmp_path):
    asked = []
    with pytest.raises(ParameterError, match=r"eu-central-1 \(aws\) and cn-north-1 \(aws-cn\) are of different"):
        at(in_partition("aws", asked), region_names=["eu-central-1", "cn-north-1"])

    assert asked == []
    assert list(tmp_path.iterdir()) == []


def test_a_region_whose_state_is_not_said_is_asked(at):
    states = "".join(
        f"<item><regionName>{region}</regionName>{state}</item>"
        for region, state in {
            "eu-central-1": "<optInStatus>opt-in-not-required</optInStatus>",
            "eu-west-1": "",
            "af-south-1": "<optInStatus>not-opted-in</optInStatus>",
            "us-east-1": "<optInStatus>a-new-word</optInStatus>",
        }.items()
    )
    inventory = at(in_partition("aws", [], states), table_names=["logs_group"])

    assert inventory.coverage["region"].tolist() == ["eu-central-1", "eu-west-1", "us-east-1"]
    assert inventory.off[["region", "status"]].to_numpy().tolist() == [["af-south-1", "not_enabled"]]


def test_a_region_whose_state_is_not_said_is_not_called_on(at):
    asked = in_partition("aws", [], "<item><regionName>eu-west-1</regionName></item>")
    inventory = at(asked, table_names=["logs_group"], region_names=["eu-central-1"])

    assert inventory.off[["region", "status", "error"]].to_numpy().tolist() == [
        ["eu-west-1", "not_asked", "Not asked, and AWS does not say whether it is on."]
    ]


def bucket(partition, account, blocked):
    return rows("s3_bucket", name=["logs"]).assign(
        account_id=account, resource_id=f"arn:{partition}:s3:::logs", **dict.fromkeys(BLOCK, blocked)
    )


def test_buckets_of_one_name_in_two_partitions_are_told_apart():
    buckets = pd.concat([bucket("aws", "1", True), bucket("aws-us-gov", "2", False)], ignore_index=True)
    accounts = rows("s3_account", **{name: [False, False] for name in BLOCK}).assign(account_id=["1", "2"])
    trails = rows("cloudtrail_trail", bucket_name=["logs", "logs"])
    trails["resource_id"] = ["arn:aws:cloudtrail:x:1:trail/t", "arn:aws-us-gov:cloudtrail:x:2:trail/t"]
    buckets = buckets.astype(TABLES["s3_bucket"].dtypes)
    found = VIEWS["cloudtrail_trail_bucket"].build(trails, buckets, rows("s3_bucket_protection"), accounts)

    assert found["bucket_blocks_public_access"].tolist() == [True, False]


def test_access_logs_go_to_a_bucket_of_the_same_partition():
    writes = bucket("aws", "1", True).assign(name="orders", resource_id="arn:aws:s3:::orders", log_bucket="logs")
    others = [bucket(partition, "1", True).assign(log_bucket="none") for partition in ("aws", "aws-us-gov")]
    buckets = pd.concat([writes, *others], ignore_index=True).astype(TABLES["s3_bucket"].dtypes)

    assert VIEWS["s3_bucket_access"].build(buckets)["receives_access_logs"].tolist() == [False, True, False]
