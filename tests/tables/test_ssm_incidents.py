import datetime as dt

ARN = "arn:aws:ssm-incidents::123456789012:replication-set/1"
SET = {
    "createdBy": "-",
    "createdTime": dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
    "deletionProtected": False,
    "lastModifiedBy": "-",
    "lastModifiedTime": dt.datetime(2026, 1, 3, tzinfo=dt.UTC),
    "regionMap": {
        region: {"status": "ACTIVE", "statusUpdateDateTime": dt.datetime(2026, 1, 2, tzinfo=dt.UTC)}
        for region in ("eu-west-1", "eu-central-1")
    },
    "status": "ACTIVE",
}
LISTED = ("list_replication_sets", {"replicationSetArns": [ARN]})


def test_replication_set(answered):
    frame = answered("ssm_incidents_replication_set", LISTED, ("get_replication_set", {"replicationSet": SET}))
    assert frame["resource_id"].tolist() == [ARN]
    assert frame[["status", "deletion_protection", "regions"]].values.tolist() == [
        ["ACTIVE", False, "eu-central-1 eu-west-1"]
    ]


def test_response_plans(answered):
    plan = {"arn": "arn:aws:ssm-incidents::123456789012:response-plan/p", "name": "p"}
    frame = answered("ssm_incidents_response_plan", LISTED, ("list_response_plans", {"responsePlanSummaries": [plan]}))
    assert frame[["resource_id", "name", "display_name"]].values.tolist() == [[plan["arn"], "p", "none"]]


def test_without_a_replication_set_no_plan_is_asked_for(answered):
    frame = answered("ssm_incidents_response_plan", ("list_replication_sets", {"replicationSetArns": []}))
    assert (len(frame), frame.attrs["status"]) == (0, "observed")


def test_a_set_that_is_refused_is_not_none(answered):
    frame = answered("ssm_incidents_replication_set", LISTED, ("get_replication_set", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
