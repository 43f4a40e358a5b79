import json

import pandas as pd

DETECTOR = {"ServiceRole": "r", "Status": "ENABLED", "CreatedAt": "2024-05-06T07:08:09.123Z"}


def test_a_region_without_detector_is_off_without_a_further_call(collected):
    frame = collected("guardduty_detector", region="eu-west-3")
    row = frame.iloc[0]
    assert row[["resource_id", "status", "enabled", "features", "tags"]].tolist() == [
        "eu-west-3",
        "off",
        False,
        "",
        "{}",
    ]
    assert row[["administrator_account_id", "high_findings"]].tolist() == ["none", 0]
    assert [call.operation for call in frame.attrs["calls"]] == ["ListDetectors"]


def test_detector_of_the_estate(aws, collected):
    made = aws("guardduty").create_detector(Enable=True, Tags={"Team": "security"})["DetectorId"]
    row = collected("guardduty_detector").iloc[0]
    assert row["resource_id"] == f"arn:aws:guardduty:eu-central-1:123456789012:detector/{made}"
    assert row[["status", "enabled", "tags"]].tolist() == ["ENABLED", True, '{"Team": "security"}']
    assert row["administrator_account_id"] == "none"
    assert row["created_at"].tzinfo is not None
    aws("guardduty").update_detector(DetectorId=made, Enable=False)
    assert collected("guardduty_detector")["enabled"].tolist() == [False]


def test_features_that_are_on(answered):
    features = [{"Name": "S3_DATA_EVENTS", "Status": "ENABLED"}, {"Name": "RDS_LOGIN_EVENTS", "Status": "DISABLED"}]
    frame = answered(
        "guardduty_detector",
        ("list_detectors", {"DetectorIds": ["d"]}),
        ("get_detector", DETECTOR | {"Features": features}),
        ("get_administrator_account", "AccessDeniedException"),
        ("list_findings", "AccessDeniedException"),
    )
    assert frame["features"].tolist() == ["S3_DATA_EVENTS"]
    assert frame["features_off"].tolist() == ["RDS_LOGIN_EVENTS"]
    assert frame["created_at"].tolist() == [pd.Timestamp("2024-05-06T07:08:09.123Z")]
    unknown = ["administrator_account_id", "administrator_status", "high_findings"]
    assert frame[unknown].isna().all(axis=None)


def test_administrator_and_open_findings_of_the_account_itself(answered):
    administrator = {"AccountId": "111111111111", "RelationshipStatus": "Enabled"}
    frame = answered(
        "guardduty_detector",
        ("list_detectors", {"DetectorIds": ["d"]}),
        ("get_detector", DETECTOR),
        ("get_administrator_account", {"Administrator": administrator}),
        ("list_findings", {"FindingIds": ["a", "b"]}),
    )
    assert frame["administrator_account_id"].tolist() == ["111111111111"]
    assert frame["administrator_status"].tolist() == ["Enabled"]
    assert frame["high_findings"].tolist() == [2]
    assert json.loads(frame.attrs["calls"][3].arguments)["FindingCriteria"]["Criterion"] == {
        "severity": {"GreaterThanOrEqual": 7},
        "service.archived": {"Equals": ["false"]},
        "accountId": {"Equals": ["123456789012"]},
    }


def test_a_denied_detector_is_unknown(answered):
    frame = answered(
        "guardduty_detector",
        ("list_detectors", {"DetectorIds": ["d"]}),
        ("get_detector", "AccessDeniedException"),
        ("get_administrator_account", {"Administrator": {}}),
        ("list_findings", {"FindingIds": []}),
    )
    assert frame[["status", "enabled", "features", "tags"]].isna().all(axis=None)
    assert frame["high_findings"].tolist() == [0]
