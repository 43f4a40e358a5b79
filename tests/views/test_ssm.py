import pandas as pd

from tests.views.test_ec2_instance import table
from toolkit.views import VIEWS


def test_a_server_that_patch_manager_never_looked_at_is_told_from_one_without_missing_patches():
    now = pd.Timestamp("2026-11-25T12:00:00Z")
    servers = table(
        "ssm_managed_instance",
        resource_id=["mi-1", "mi-2"],
        ping_status=["Online", "Online"],
        last_ping_at=[now, now - pd.Timedelta(days=2)],
        observed_at=[now, now],
    )
    states = table(
        "ssm_patch_state",
        resource_id=["mi-1"],
        ended_at=[now],
        observed_at=[now],
        missing=[0],
        failed=[0],
        pending_reboot=[0],
        rejected=[0],
    )
    build = VIEWS["ssm_managed_instance_patching"].build
    frame = build(servers, states)
    assert frame["missing"].tolist() == [0, -1]
    assert frame["patch_days"].tolist() == [0, -1]
    assert frame["ping_status"].tolist() == ["Online", "Silent"]
