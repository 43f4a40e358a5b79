import pandas as pd
import pytest

from tests.inventories import inventory, rows
from toolkit.assess import observe
from toolkit.checks import CHECKS

CLUSTERS = {
    "rds_cluster_tls_required": ("rds_cluster", {}, {"requires_tls": [True]}, {"requires_tls": [False]}),
    "docdb_cluster_tls_required": ("docdb_cluster", {}, {"requires_tls": [True]}, {"requires_tls": [False]}),
    "rds_cluster_audit_logged": (
        "rds_cluster",
        {"engine": "aurora-mysql", "log_exports": "audit"},
        {"server_audit_logging": ["1"]},
        {"server_audit_logging": ["0"]},
    ),
    "docdb_cluster_audit_logged": (
        "docdb_cluster",
        {"log_exports": "audit"},
        {"audit_logs": ["enabled"]},
        {"audit_logs": ["disabled"]},
    ),
    "neptune_cluster_audit_logged": (
        "neptune_cluster",
        {"log_exports": "audit"},
        {"neptune_audit_log": ["1"]},
        {"neptune_audit_log": ["0"]},
    ),
}


def results(name, **tables):
    check = CHECKS[name]
    held = {table: tables.get(table, rows(table)) for table in check.tables}
    return observe(check, inventory(held)[check.table])["result"].tolist()


@pytest.mark.parametrize("name", CLUSTERS)
@pytest.mark.parametrize(("good", "verdict"), [(True, "pass"), (False, "fail")])
def test_clusters_have_what_the_group_that_they_share_says(name, good, verdict):
    table, about, on, off = CLUSTERS[name]
    clusters = rows(
        table,
        parameter_group=["own", "own"],
        status=["available"] * 2,
        parameters_in_sync=[True] * 2,
        **{k: [v] * 2 for k, v in about.items()},
    )
    groups = rows("rds_cluster_parameter_group", name=["own"], **(on if good else off))
    assert results(name, **{table: clusters, "rds_cluster_parameter_group": groups}) == [verdict] * 2


@pytest.mark.parametrize("name", CLUSTERS)
def test_a_group_that_was_not_read_proves_nothing(name):
    table, about, on, _ = CLUSTERS[name]
    about = about | {"parameter_group": "own", "status": "available", "parameters_in_sync": True}
    cluster = rows(table, **{k: [v] for k, v in about.items()})
    for named in ("other", pd.NA):
        groups = rows("rds_cluster_parameter_group", name=[named], **on)
        assert results(name, **{table: cluster, "rds_cluster_parameter_group": groups}) == ["unknown"]


@pytest.mark.parametrize("name", CLUSTERS)
@pytest.mark.parametrize("in_sync", [False, None])
def test_what_waits_for_a_reboot_proves_nothing(name, in_sync):
    table, about, on, _ = CLUSTERS[name]
    about = about | {"parameter_group": "own", "status": "available", "parameters_in_sync": in_sync}
    cluster = rows(table, **{k: [v] for k, v in about.items()})
    groups = rows("rds_cluster_parameter_group", name=["own"], **on)
    assert results(name, **{table: cluster, "rds_cluster_parameter_group": groups}) == ["unknown"]


def test_an_instance_has_what_its_group_says():
    about = {
        "engine": ["postgres"] * 3,
        "parameters_in_sync": [True] * 3,
        "cluster_member": [False] * 3,
        "status": ["available"] * 3,
    }
    instances = rows("rds_instance", parameter_groups=["on", "off", pd.NA], **about)
    groups = rows("rds_parameter_group", name=["on", "off"], requires_tls=[True, False])
    seen = results("rds_instance_tls_required", rds_instance=instances, rds_parameter_group=groups)
    assert sorted(seen) == ["fail", "pass", "unknown"]
