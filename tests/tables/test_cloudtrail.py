import pytest

HOME = {
    "Name": "all",
    "S3BucketName": "logs",
    "IncludeGlobalServiceEvents": True,
    "IsMultiRegionTrail": True,
    "HomeRegion": "eu-central-1",
    "TrailARN": "arn:aws:cloudtrail:eu-central-1:123456789012:trail/all",
    "LogFileValidationEnabled": False,
}


def test_trails_of_the_estate(aws, collected):
    aws("s3", "us-east-1").create_bucket(Bucket="trail-logs")
    for region, name, settings in (
        ("eu-central-1", "all", {"IsMultiRegionTrail": True, "EnableLogFileValidation": True, "KmsKeyId": "k"}),
        ("us-east-1", "other-home", {"IsMultiRegionTrail": True}),
    ):
        aws("cloudtrail", region).create_trail(Name=name, S3BucketName="trail-logs", **settings)
    aws("cloudtrail").start_logging(Name="all")

    frame = collected("cloudtrail_trail")
    assert frame["resource_id"].tolist() == ["arn:aws:cloudtrail:eu-central-1:123456789012:trail/all"]
    row = frame.iloc[0]
    assert row[["multi_region", "validates_files", "logging", "logs_reads", "logs_writes"]].tolist() == [True] * 5
    assert row[["kms_key_id", "log_group_arn", "delivery_error", "left_out_sources"]].tolist() == [
        "k",
        "none",
        "none",
        "",
    ]
    seen = collected("cloudtrail_shadow_trail").set_index("name")["home_region"]
    assert seen.to_dict() == {"all": "eu-central-1", "other-home": "us-east-1"}


def basic(kind, management=True, left_out=()):
    about = {"ReadWriteType": kind, "IncludeManagementEvents": management, "DataResources": []}
    return {"EventSelectors": [about | {"ExcludeManagementEventSources": list(left_out)}]}


def advanced(*fields):
    return {"AdvancedEventSelectors": [{"FieldSelectors": list(fields)}]}


MANAGEMENT = {"Field": "eventCategory", "Equals": ["Management"]}


@pytest.mark.parametrize(
    ("selectors", "reads", "writes", "left_out"),
    [
        (basic("All"), True, True, ""),
        (basic("All", left_out=["kms.amazonaws.com"]), True, True, "kms.amazonaws.com"),
        (basic("ReadOnly"), True, False, ""),
        (basic("WriteOnly"), False, True, ""),
        (basic("All", management=False), False, False, ""),
        (advanced(MANAGEMENT), True, True, ""),
        (advanced(MANAGEMENT, {"Field": "readOnly", "Equals": ["true"]}), True, False, ""),
        (advanced(MANAGEMENT, {"Field": "readOnly", "Equals": ["false"]}), False, True, ""),
        (
            advanced(MANAGEMENT, {"Field": "eventSource", "NotEquals": ["kms.amazonaws.com", "rdsdata.amazonaws.com"]}),
            True,
            True,
            "kms.amazonaws.com rdsdata.amazonaws.com",
        ),
        (advanced(MANAGEMENT, {"Field": "eventSource", "Equals": ["kms.amazonaws.com"]}), False, False, ""),
        (advanced(MANAGEMENT, {"Field": "eventName", "NotEquals": ["Decrypt"]}), False, False, ""),
        (advanced({"Field": "eventCategory", "Equals": ["Data"]}), False, False, ""),
    ],
)
def test_management_events_by_selector(answered, selectors, reads, writes, left_out):
    frame = answered(
        "cloudtrail_trail",
        ("describe_trails", {"trailList": [HOME]}),
        ("get_trail_status", {"IsLogging": True, "LatestDeliveryError": "AccessDenied"}),
        ("get_event_selectors", selectors),
    )
    row = frame.iloc[0]
    assert row[["logs_reads", "logs_writes", "left_out_sources"]].tolist() == [reads, writes, left_out]
    assert row["delivery_error"] == "AccessDenied"


def test_denied_details_are_unknown(answered):
    frame = answered(
        "cloudtrail_trail",
        ("describe_trails", {"trailList": [HOME]}),
        ("get_trail_status", "AccessDeniedException"),
        ("get_event_selectors", "AccessDeniedException"),
    )
    assert frame[["logging", "delivery_error", "logs_reads", "logs_writes", "left_out_sources"]].isna().all(axis=None)
    assert frame["validates_files"].tolist() == [False]


def objects(kind, *arns, type_="AWS::S3::Object"):
    about = {"ReadWriteType": kind, "IncludeManagementEvents": True}
    return {"EventSelectors": [about | {"DataResources": [{"Type": type_, "Values": list(arns)}]}]}


DATA = {"Field": "eventCategory", "Equals": ["Data"]}
OBJECTS = {"Field": "resources.type", "Equals": ["AWS::S3::Object"]}
FUNCTIONS = {"Field": "resources.type", "Equals": ["AWS::Lambda::Function"]}


@pytest.mark.parametrize(
    ("selectors", "recorded"),
    [
        (objects("All", "arn:aws:s3"), [True, True, False]),
        (objects("All", "arn:aws:s3:::"), [True, True, False]),
        (objects("ReadOnly", "arn:aws:s3:::one/", "arn:aws:s3"), [True, False, False]),
        (objects("WriteOnly", "arn:aws-cn:s3"), [False, True, False]),
        (objects("All", "arn:aws:s3:::one/"), [False, False, False]),
        (objects("All", "arn:aws:lambda", type_="AWS::Lambda::Function"), [False, False, True]),
        (objects("All", "arn:aws:lambda:eu-west-1:1:function:f", type_="AWS::Lambda::Function"), [False] * 3),
        (basic("All"), [False, False, False]),
        (advanced(DATA, OBJECTS), [True, True, False]),
        (advanced(DATA, OBJECTS, {"Field": "readOnly", "Equals": ["true"]}), [True, False, False]),
        (advanced(DATA, OBJECTS, {"Field": "readOnly", "Equals": ["false"]}), [False, True, False]),
        (advanced(DATA, OBJECTS, {"Field": "resources.ARN", "StartsWith": ["arn:aws:s3:::one"]}), [False] * 3),
        (advanced(DATA, OBJECTS, {"Field": "eventName", "Equals": ["GetObject"]}), [False] * 3),
        (advanced(DATA, FUNCTIONS), [False, False, True]),
        (advanced(MANAGEMENT), [False, False, False]),
        ({}, [False, False, False]),
    ],
)
def test_data_events_of_all_resources_by_selector(answered, selectors, recorded):
    frame = answered(
        "cloudtrail_trail",
        ("describe_trails", {"trailList": [HOME]}),
        ("get_trail_status", {"IsLogging": True}),
        ("get_event_selectors", selectors),
    )
    assert frame[["s3_reads", "s3_writes", "lambda_calls"]].values.tolist() == [recorded]


@pytest.mark.parametrize(
    ("answer", "insights"),
    [
        ({"InsightSelectors": [{"InsightType": t} for t in ("ApiErrorRateInsight", "ApiCallRateInsight")]}, "both"),
        ("InsightNotEnabledException", ""),
        ("AccessDeniedException", None),
    ],
)
def test_insights_of_a_trail(answered, answer, insights):
    frame = answered(
        "cloudtrail_trail",
        ("describe_trails", {"trailList": [HOME]}),
        ("get_trail_status", {"IsLogging": True}),
        ("get_event_selectors", {}),
        ("get_insight_selectors", answer),
    )
    both = "ApiCallRateInsight ApiErrorRateInsight"
    seen = frame["insights"].astype(object).where(frame["insights"].notna(), None).tolist()
    assert seen == [both if insights == "both" else insights]
