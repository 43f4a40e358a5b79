import json

import pytest

from tests.inventories import rows
from toolkit.views import VIEWS

BASES = ["rds_instance", "dms_replication_instance", "docdb_elastic_cluster", "mq_broker", "rds_proxy"]
OUT = json.dumps([{"destination": "0.0.0.0/0", "target": "igw-1", "state": "active", "origin": "CreateRoute"}])
IN = json.dumps([{"destination": "10.0.0.0/16", "target": "local", "state": "active", "origin": "CreateRouteTable"}])
SUBNETS = {"subnet_id": ["s-out", "s-in", "s-main"], "vpc_id": ["vpc", "vpc", "vpc"]}
TABLES = {
    "route_table_id": ["out", "in", "main"],
    "vpc_id": ["vpc", "vpc", "vpc"],
    "is_main": [False, False, True],
    "subnet_ids": ["s-out", "s-in s-other", "none"],
    "routes_json": [OUT, IN, IN],
}


def leads(named, base="rds_instance", **tables):
    frame = rows(base, subnet_ids=[named])
    built = VIEWS[f"{base}_subnets"].build(
        frame, rows("ec2_subnet", **SUBNETS), rows("ec2_route_table", **(TABLES | tables))
    )
    return built["internet_route"].astype("object").fillna("?").tolist()


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize(
    ("subnet_ids", "route"),
    [
        ("s-out", True),
        ("s-in", False),
        ("s-in s-out", True),
        ("s-main", False),
        ("s-in s-main", False),
        ("s-shared", "?"),
        ("s-shared s-in", "?"),
        ("s-shared s-out", True),
        ("", "?"),
        (None, "?"),
    ],
)
def test_a_subnet_has_the_routes_of_its_table_or_of_the_main_one(base, subnet_ids, route):
    assert leads(subnet_ids, base) == [route]


def test_the_main_table_counts_only_for_subnets_that_no_other_names():
    assert leads("s-in", routes_json=[IN, IN, OUT]) == [False]
    assert leads("s-main", routes_json=[IN, IN, OUT]) == [True]


def test_a_table_that_is_unread_may_be_the_one_that_names_the_subnet():
    unread = {"subnet_ids": ["s-out", None, "none"]}
    assert leads("s-main", **unread) == ["?"]
    assert leads("s-out", **unread) == [True]


def test_routes_that_are_unread_prove_nothing():
    assert leads("s-in", routes_json=[OUT, None, IN]) == ["?"]


def test_two_tables_that_name_a_subnet_contradict_each_other():
    assert leads("s-in", subnet_ids=["s-in", "s-in", "none"]) == ["?"]
    assert leads("s-in", subnet_ids=["s-in", "s-in", "none"], routes_json=[OUT, OUT, IN]) == [True]
