import pandas as pd

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
    now = pd.Timestamp("2026-11-25T12:00:00Z")
    agents = agents.assign(observed_at=now, last_ping_at=now)
    frame = VIEWS["ec2_instance_management"].build(instances, agents)
    assert frame["ping_status"].tolist() == ["Online", "Inactive", "none"]


def test_an_agent_that_is_online_by_its_status_and_has_long_been_silent_is_not():
    now = pd.Timestamp("2026-11-25T12:00:00Z")
    day, wrong = pd.Timedelta(days=1), [pd.NaT, now + pd.Timedelta(seconds=1), pd.Timestamp(0, tz="UTC")]
    times = [now, now - day, now - day - pd.Timedelta(seconds=1), *wrong]
    ids = [f"i-{number}" for number in range(len(times))]
    agents = table(
        "ssm_managed_instance",
        instance_id=ids,
        ping_status=["Online", "ONLINE", *["Online"] * 4],
        observed_at=[now] * len(times),
        last_ping_at=times,
    )
    frame = VIEWS["ec2_instance_management"].build(table("ec2_instance", instance_id=ids), agents)
    assert frame["ping_status"].fillna("?").tolist() == ["Online", "ONLINE", "Silent", "?", "?", "?"]


def test_an_agent_of_an_unread_instance_may_be_that_of_any():
    """Two missing ids are not the same id, and "no agent" is not proven beside one of an unknown instance."""
    instances = table("ec2_instance", instance_id=["i-1", "i-2", None])
    agents = table("ssm_managed_instance", instance_id=["i-1", None], ping_status=["Inactive", "Inactive"])
    build = VIEWS["ec2_instance_management"].build
    assert build(instances, agents)["ping_status"].fillna("?").tolist() == ["Inactive", "?", "?"]
    assert build(instances, agents[:1])["ping_status"].fillna("?").tolist() == ["Inactive", "none", "?"]


def test_patches_are_those_of_the_same_instance_and_its_age_is_counted_from_the_last_scan():
    now, day = pd.Timestamp("2026-11-25T12:00:00Z"), pd.Timedelta(days=1)
    ids = ["i-1", "i-2", "i-3", "i-4"]
    states = table(
        "ssm_patch_state",
        resource_id=["i-1", "i-2", "mi-9", "i-4"],
        ended_at=[now - 9 * day, now + day, now, now],
        observed_at=[now] * 4,
        missing=[2, 0, 7, None],
        failed=[0] * 4,
        pending_reboot=[1, 0, 0, 0],
        rejected=[0] * 4,
    )
    frame = VIEWS["ec2_instance_patching"].build(
        table("ec2_instance", instance_id=ids, resource_id=ids),
        table("ssm_managed_instance", instance_id=["i-1"]),
        states,
    )
    assert frame["patch_days"].fillna(-9).tolist() == [9, -9, -1, 0]
    assert frame["missing"].fillna(-9).tolist() == [2, 0, -1, -9]
    assert frame["pending_reboot"].tolist() == [1, 0, -1, 0]


def test_the_time_of_a_stop_is_read_from_its_reason():
    reasons = [
        "User initiated (2026-01-31 12:00:00 GMT)",
        "Server.SpotInstanceShutdown",
        "",
        None,
        "User initiated (2026-13-31 12:00:00 GMT)",
    ]
    frame = VIEWS["ec2_instance_lifecycle"].build(table("ec2_instance", state_reason=reasons))
    assert frame["stopped_at"].astype("string").fillna("?").tolist() == ["2026-01-31 12:00:00+00:00", *["?"] * 4]


def test_an_image_is_deprecated_from_its_day_on_if_aws_tells_of_it():
    now, second = pd.Timestamp("2026-11-25T12:00:00Z"), pd.Timedelta(seconds=1)
    instances = table(
        "ec2_instance",
        observed_at=[now] * 4,
        image_deprecated_at=[now, now + second, pd.NaT, pd.NaT],
        image_known=[True, True, True, False],
    )
    frame = VIEWS["ec2_instance_lifecycle"].build(instances)
    assert frame["image_deprecated"].tolist() == [True, False, False, pd.NA]
