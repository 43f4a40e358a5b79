from tests.inventories import rows
from toolkit.views import VIEWS


def test_response_plans_are_counted_where_the_replication_set_is():
    sets = rows("ssm_incidents_replication_set", region=["eu-central-1", "eu-west-1"])
    plans = rows("ssm_incidents_response_plan", region=["eu-central-1", "eu-central-1", "us-east-1"])
    seen = VIEWS["ssm_incidents_replication_set_plans"].build(sets, plans)
    assert seen["response_plans"].tolist() == [2, 0]
