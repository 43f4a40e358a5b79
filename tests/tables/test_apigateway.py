import json

POLICY = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Resource": "execute-api:/*"}]}
OPEN = {"httpMethod": "GET", "authorizationType": "NONE", "apiKeyRequired": True}
PREFLIGHT = {"httpMethod": "OPTIONS", "authorizationType": "NONE"}
CLOSED = {"httpMethod": "POST", "authorizationType": "AWS_IAM"}


def test_apis_and_stages_of_the_estate(aws, collected):
    client = aws("apigateway")
    api = client.create_rest_api(name="shop", endpointConfiguration={"types": ["REGIONAL"]}, tags={"Team": "a"})["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    client.put_method(restApiId=api, resourceId=root, httpMethod="GET", authorizationType="NONE")
    client.put_integration(restApiId=api, resourceId=root, httpMethod="GET", type="MOCK")
    client.create_authorizer(restApiId=api, name="pool", type="COGNITO_USER_POOLS", providerARNs=["arn:x"])
    deployment = client.create_deployment(restApiId=api, stageName="bad")["id"]
    client.create_stage(restApiId=api, stageName="good", deploymentId=deployment, tracingEnabled=True)
    client.update_stage(
        restApiId=api,
        stageName="good",
        patchOperations=[{"op": "replace", "path": "/*/*/logging/loglevel", "value": "INFO"}],
    )
    apis = collected("apigateway_rest_api")
    assert apis["resource_id"].tolist() == [f"arn:aws:apigateway:eu-central-1::/restapis/{api}"]
    assert apis["name"].tolist() == ["shop"]
    assert apis["tags"].tolist() == ['{"Team": "a"}']
    assert apis["endpoint_types"].tolist() == ["REGIONAL"]
    assert apis["statements_json"].tolist() == ["[]"]
    assert apis["authorizers"].tolist() == [1]
    assert (apis["methods"].tolist(), apis["open_methods"].tolist()) == ([1], [1])
    stages = collected("apigateway_stage").set_index("name").loc[["good", "bad"]]
    assert stages["resource_id"].tolist()[0] == f"arn:aws:apigateway:eu-central-1::/restapis/{api}/stages/good"
    assert stages["log_level"].tolist() == ["INFO", "OFF"]
    assert stages["unlogged_settings"].tolist() == [0, 0]
    assert stages["tracing"].tolist() == [True, False]
    for column in ("web_acl_arn", "client_certificate_id", "access_log_arn"):
        assert stages[column].tolist() == ["none", "none"], column


def rest_api(answered, policy, authorizers, resources):
    api = {"id": "a", "name": "shop"} | ({"policy": policy} if policy else {})
    return answered(
        "apigateway_rest_api",
        ("get_rest_apis", {"items": [api]}),
        ("get_authorizers", authorizers),
        ("get_resources", resources),
    )


def test_an_escaped_policy_is_read_and_preflight_methods_do_not_count(answered):
    escaped = json.dumps(json.dumps(POLICY))[1:-1].replace("/", "\\/")
    methods = {"GET": OPEN, "OPTIONS": PREFLIGHT, "POST": CLOSED}
    frame = rest_api(answered, escaped, {"items": []}, {"items": [{"resourceMethods": methods}, {"path": "/"}]})
    assert json.loads(frame["statements_json"][0]) == POLICY["Statement"]
    assert frame["authorizers"].tolist() == [0]
    assert (frame["methods"].tolist(), frame["open_methods"].tolist()) == ([2], [1])


def test_a_policy_that_cannot_be_read_is_unknown(answered):
    frame = rest_api(answered, "{", {"items": []}, {"items": []})
    assert frame["statements_json"].isna().all()


def test_refused_authorizers_and_methods_are_unknown(answered):
    frame = rest_api(answered, "", "AccessDeniedException", "AccessDeniedException")
    assert frame[["authorizers", "methods", "open_methods"]].isna().all(axis=None)
    assert frame["statements_json"].tolist() == ["[]"]


def test_settings_of_single_methods_count(answered):
    settings = {
        "*/*": {"loggingLevel": "ERROR"},
        "a/GET": {"loggingLevel": "OFF", "dataTraceEnabled": True, "cachingEnabled": True, "cacheDataEncrypted": False},
    }
    frame = answered(
        "apigateway_stage",
        ("get_rest_apis", {"items": [{"id": "a"}]}),
        ("get_stages", {"item": [{"stageName": "s", "methodSettings": settings, "webAclArn": "arn:w"}]}),
    )
    assert frame["log_level"].tolist() == ["ERROR"]
    assert frame["unlogged_settings"].tolist() == [1]
    assert frame["logs_payloads"].tolist() == [True]
    assert frame["unencrypted_caches"].tolist() == [1]
    assert frame["web_acl_arn"].tolist() == ["arn:w"]
