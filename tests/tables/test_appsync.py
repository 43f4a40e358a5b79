def test_apis_of_the_estate(aws, collected):
    client = aws("appsync")
    client.create_graphql_api(name="bad", authenticationType="API_KEY", tags={"Team": "a"})
    log = {"fieldLogLevel": "ERROR", "cloudWatchLogsRoleArn": "arn:aws:iam::123456789012:role/log"}
    client.create_graphql_api(name="good", authenticationType="AWS_IAM", logConfig=log, xrayEnabled=True)
    frame = collected("appsync_graphql_api").set_index("name").loc[["good", "bad"]]
    assert frame["authentication"].tolist() == ["AWS_IAM", "API_KEY"]
    assert frame["accepts_api_keys"].tolist() == [False, True]
    assert frame["field_log_level"].tolist() == ["ERROR", "NONE"]
    assert frame["tracing"].tolist() == [True, False]
    assert frame["tags"].tolist() == ["{}", '{"Team": "a"}']
    assert frame["web_acl_arn"].tolist() == ["none", "none"]


def test_a_second_way_in_by_api_key_counts(answered):
    api = {
        "arn": "arn:a",
        "authenticationType": "AWS_IAM",
        "additionalAuthenticationProviders": [{"authenticationType": "API_KEY"}],
        "introspectionConfig": "DISABLED",
    }
    frame = answered("appsync_graphql_api", ("list_graphql_apis", {"graphqlApis": [api]}))
    assert frame["accepts_api_keys"].tolist() == [True]
    assert frame["introspection"].tolist() == [False]
