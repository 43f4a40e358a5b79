def test_log_groups_of_the_estate(aws, collected):
    logs = aws("logs")
    logs.create_log_group(logGroupName="kept", kmsKeyId="arn:aws:kms:eu-central-1:123456789012:key/1")
    logs.put_retention_policy(logGroupName="kept", retentionInDays=400)
    logs.create_log_group(logGroupName="plain")
    frame = collected("logs_group")
    assert frame["resource_id"].tolist() == [
        "arn:aws:logs:eu-central-1:123456789012:log-group:kept",
        "arn:aws:logs:eu-central-1:123456789012:log-group:plain",
    ]
    assert frame["retention_days"].tolist() == [400, 0]
    assert frame["kms_key_id"].tolist() == ["arn:aws:kms:eu-central-1:123456789012:key/1", "none"]
    assert frame["log_class"].tolist() == ["STANDARD", "STANDARD"]
