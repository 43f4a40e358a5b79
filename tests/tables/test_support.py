import json

import pandas as pd


def check(check_id):
    return {"id": check_id, "name": "n", "description": "-", "category": "security", "metadata": []}


def summary(check_id, status, timestamp):
    counts = {"resourcesProcessed": 3, "resourcesFlagged": 2, "resourcesIgnored": 0, "resourcesSuppressed": 1}
    about = {"resourcesSummary": counts, "categorySpecificSummary": {}}
    return {"checkId": check_id, "timestamp": timestamp, "status": status} | about


def test_checks_of_the_estate(collected):
    frame = collected("support_trusted_advisor_check", region="us-east-1")
    assert len(frame) > 0
    assert set(frame["region"]) == {"global"}
    assert frame["category"].str.fullmatch(r"[a-z_]+").all()


def test_results_of_all_checks_in_one_call(answered):
    frame = answered(
        "support_trusted_advisor_result",
        ("describe_trusted_advisor_checks", {"checks": [check("a"), check("b")]}),
        (
            "describe_trusted_advisor_check_summaries",
            {"summaries": [summary("a", "error", "2026-01-02T03:04:05Z"), summary("b", "not_available", "")]},
        ),
        region="us-east-1",
    )
    assert frame["resource_id"].tolist() == ["a", "b"]
    assert frame["status"].tolist() == ["error", "not_available"]
    assert frame["flagged_resources"].tolist() == [2, 2]
    assert frame["refreshed_at"].tolist() == [pd.Timestamp("2026-01-02T03:04:05Z"), pd.NaT]
    assert json.loads(frame.attrs["calls"][1].arguments) == {"checkIds": ["a", "b"]}


def test_an_account_without_support_plan(answered):
    for name in ("support_trusted_advisor_check", "support_trusted_advisor_result"):
        frame = answered(name, ("describe_trusted_advisor_checks", "SubscriptionRequiredException"), region="us-east-1")
        assert (len(frame), frame.attrs["status"]) == (0, "not_enabled")
