from toolkit.tables import TABLES
from toolkit.views import VIEWS


def table(name, **columns):
    """A table of one account and Region."""
    rows = len(next(iter(columns.values())))
    frame = TABLES[name].empty().reindex(range(rows)).assign(account_id="1", region="r", **columns)
    return frame.astype(TABLES[name].dtypes)


def test_an_instance_without_agent_is_not_managed():
    instances = table("ec2_instance", instance_id=["i-1", "i-2", "i-3"])
    agents = table("ssm_managed_instance", instance_id=["i-1", "i-2", "mi-9"], ping_status=["Online", "Inactive", "-"])
    frame = VIEWS["ec2_instance_management"].build(instances, agents)
    assert frame["ping_status"].tolist() == ["Online", "Inactive", "none"]
