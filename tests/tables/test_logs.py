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


def test_metric_filters_of_the_estate(aws, collected):
    logs = aws("logs")
    logs.create_log_group(logGroupName="trail")
    metric = {"metricName": "RootUse", "metricNamespace": "Trail", "metricValue": "1"}
    for name, pattern in (("root", '{ $.userIdentity.type = "Root" }'), ("all", "")):
        logs.put_metric_filter(
            logGroupName="trail", filterName=name, filterPattern=pattern, metricTransformations=[metric]
        )
    frame = collected("logs_metric_filter").set_index("name").loc[["root", "all"]]
    assert frame["resource_id"]["root"] == ("arn:aws:logs:eu-central-1:123456789012:log-group:trail:metric-filter:root")
    assert frame["pattern"].tolist() == ['{ $.userIdentity.type = "Root" }', ""]
    assert frame["log_group_name"].tolist() == ["trail", "trail"]
    assert frame["metric_namespace"].tolist() == ["Trail", "Trail"]
    assert frame["metric_name"].tolist() == ["RootUse", "RootUse"]
    assert frame["metric_value"].tolist() == ["1", "1"]
    assert frame["dimension_count"].tolist() == [0, 0]
    assert frame["selection"].tolist() == ["none", "none"]


def test_refused_metric_filters_are_no_empty_table(answered):
    frame = answered("logs_metric_filter", ("describe_metric_filters", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")


def test_fields_that_split_a_metric_are_counted(answered):
    metric = {"metricName": "m", "metricNamespace": "n", "metricValue": "1", "dimensions": {"who": "$.user"}}
    one = {"filterName": "f", "logGroupName": "g", "metricTransformations": [metric]}
    frame = answered("logs_metric_filter", ("describe_metric_filters", {"metricFilters": [one]}))
    assert frame["dimension_count"].tolist() == [1]
