import datetime as dt

WHEN = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
ARN = "arn:aws:access-analyzer:eu-central-1:123456789012:analyzer"


def analyzer(name, kind, **more):
    return {"arn": f"{ARN}/{name}", "name": name, "type": kind, "createdAt": WHEN, "status": "ACTIVE", **more}


OUTSIDE, UNUSED = analyzer("outside", "ACCOUNT", tags={"Team": "a"}), analyzer("unused", "ACCOUNT_UNUSED_ACCESS")
FINDING = {
    "id": "f1",
    "principal": {"AWS": "*"},
    "action": ["s3:GetObject", "s3:ListBucket"],
    "resource": "arn:aws:s3:::open",
    "isPublic": True,
    "resourceType": "AWS::S3::Bucket",
    "condition": {},
    "createdAt": WHEN,
    "analyzedAt": WHEN,
    "updatedAt": WHEN,
    "status": "ACTIVE",
    "resourceOwnerAccount": "123456789012",
}


def test_analyzers(answered):
    frame = answered("accessanalyzer_analyzer", ("list_analyzers", {"analyzers": [OUTSIDE, UNUSED]}))
    assert frame["resource_id"].tolist() == [f"{ARN}/outside", f"{ARN}/unused"]
    assert frame["external_access"].tolist() == [True, False]
    assert frame["tags"].tolist() == ['{"Team": "a"}', "{}"]


def test_findings_are_asked_of_analyzers_of_external_access_only(answered):
    frame = answered(
        "accessanalyzer_finding",
        ("list_analyzers", {"analyzers": [OUTSIDE, UNUSED]}),
        ("list_findings", {"findings": [FINDING]}),
    )
    row = frame.iloc[0]
    assert len(frame) == 1
    assert row["resource_id"] == f"{ARN}/outside/finding/f1"
    assert row[["affected_arn", "public", "principal_json", "actions", "error"]].tolist() == [
        "arn:aws:s3:::open",
        True,
        '{"AWS":"*"}',
        "s3:GetObject s3:ListBucket",
        "none",
    ]
    asked = frame.attrs["calls"][1].arguments
    assert asked == f'{{"analyzerArn": "{ARN}/outside", "filter": {{"status": {{"eq": ["ACTIVE"]}}}}}}'


def test_findings_that_are_refused_are_not_none(answered):
    frame = answered(
        "accessanalyzer_finding",
        ("list_analyzers", {"analyzers": [OUTSIDE]}),
        ("list_findings", "AccessDeniedException"),
    )
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
