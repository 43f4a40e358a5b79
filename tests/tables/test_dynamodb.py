def test_tables_of_the_estate(aws, collected):
    dynamodb = aws("dynamodb")
    for name, settings in (
        ("good", {"DeletionProtectionEnabled": True, "SSESpecification": {"Enabled": True, "SSEType": "KMS"}}),
        ("plain", {}),
    ):
        dynamodb.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            **settings,
        )
    dynamodb.update_continuous_backups(
        TableName="good", PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    frame = collected("dynamodb_table").set_index("name").loc[["good", "plain"]]
    assert frame["resource_id"].tolist() == [
        "arn:aws:dynamodb:eu-central-1:123456789012:table/good",
        "arn:aws:dynamodb:eu-central-1:123456789012:table/plain",
    ]
    assert frame["point_in_time_recovery"].tolist() == [True, False]
    assert frame["deletion_protection"].tolist() == [True, False]
    assert frame["sse_type"].tolist() == ["KMS", "AWS_OWNED"]
    assert frame["billing_mode"].tolist() == ["PAY_PER_REQUEST", "PAY_PER_REQUEST"]
    assert frame["status"].tolist() == ["ACTIVE", "ACTIVE"]


def test_denied_details_are_unknown(answered):
    frame = answered(
        "dynamodb_table",
        ("list_tables", {"TableNames": ["orders"]}),
        ("describe_table", "AccessDeniedException"),
        ("describe_continuous_backups", "AccessDeniedException"),
    )
    assert frame[["status", "sse_type", "deletion_protection", "point_in_time_recovery"]].isna().all(axis=None)
