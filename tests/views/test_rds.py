import pytest

from tests.inventories import inventory, rows
from toolkit.assess import assess
from toolkit.checks import CHECKS
from toolkit.observe import observe

TABLES = ("rds_instance", "rds_cluster", "docdb_cluster", "neptune_cluster", "rds_snapshot", "rds_cluster_snapshot")
BAD = {
    "status": ["available"],
    "encrypted": [False],
    "multi_az": [False],
    "backup_days": [1],
    "deletion_protection": [False],
}
HELD_BY_CLUSTERS = [
    "rds_instance_backups_kept",
    "rds_instance_deletion_protected",
    "rds_instance_encrypted",
    "rds_instance_multi_az",
]


def estate(**given):
    return inventory({table: given.get(table, rows(table)) for table in TABLES})


def verdicts(name, **given):
    seen = observe(CHECKS[name], estate(**given)[CHECKS[name].table])
    return dict(zip(seen["resource_id"], seen["result"], strict=True))


def member(engine, **columns):
    about = {"engine": [engine], "cluster_member": [True], "read_replica": [False], "custom": [False]}
    return rows("rds_instance", **about, **columns)


@pytest.mark.parametrize("name", HELD_BY_CLUSTERS)
def test_a_cluster_is_judged_and_its_members_are_not(name):
    seen = verdicts(
        name,
        rds_instance=member("aurora-mysql", **BAD),
        rds_cluster=rows("rds_cluster", engine=["aurora-mysql"], replica=[False], **BAD),
        docdb_cluster=rows("docdb_cluster", engine=["docdb"], replica=[False], **BAD),
        neptune_cluster=rows("neptune_cluster", engine=["neptune"], **BAD),
    )
    assert seen == {"rds_cluster-0": "fail", "docdb_cluster-0": "fail", "neptune_cluster-0": "fail"}


@pytest.mark.parametrize("table", ["rds_cluster", "docdb_cluster"])
def test_a_cluster_that_copies_another_needs_no_backups_of_its_own(table):
    copy = {table: rows(table, replica=[True], **BAD)}
    assert verdicts("rds_instance_backups_kept", **copy) == {}
    assert verdicts("rds_instance_encrypted", **copy) == {f"{table}-0": "fail"}


@pytest.mark.parametrize(("engine", "judged"), [("mysql", "rds_cluster-0"), ("aurora-mysql", "rds_instance-0")])
def test_an_aurora_instance_is_upgraded_by_itself_and_a_multi_az_cluster_as_one(engine, judged):
    about = {"status": ["available"], "auto_minor_upgrades": [False]}
    seen = verdicts(
        "rds_instance_minor_upgrades_automatic",
        rds_instance=member(engine, **about),
        rds_cluster=rows("rds_cluster", engine=[engine], **about),
    )
    assert seen == {judged: "fail"}


def test_a_multi_az_cluster_may_be_public():
    cluster = rows("rds_cluster", engine=["postgres", "aurora-postgresql"], public=[True, False])
    assert verdicts("rds_instance_private", rds_cluster=cluster) == {"rds_cluster-0": "fail"}


def test_a_public_snapshot_of_a_cluster_fails():
    assert verdicts("rds_snapshot_private", rds_cluster_snapshot=rows("rds_cluster_snapshot", public=[True])) == {
        "rds_cluster_snapshot-0": "fail"
    }


def test_where_there_is_no_snapshot_the_pass_names_both_kinds():
    seen = assess(estate())
    seen = seen[seen["check_id"].eq("rds_snapshot_private")]
    assert seen[["resource_id", "result"]].values.tolist() == [["*", "pass"]]
    assert seen["evidence"].tolist() == ["AWS answered: no rds_snapshot and no rds_cluster_snapshot in the population"]


@pytest.mark.parametrize("table", ["rds_cluster", "docdb_cluster"])
@pytest.mark.parametrize(("managed", "verdict"), [(True, "pass"), (False, "fail")])
def test_clusters_tell_whether_their_password_is_managed(table, managed, verdict):
    clusters = rows(table, engine=["x"], status=["available"], replica=[False], password_managed=[managed])
    assert verdicts("rds_instance_password_managed", **{table: clusters}) == {f"{table}-0": verdict}
