import pytest

LOG = "arn:aws:logs:eu-central-1:123456789012:log-group:api"


@pytest.fixture
def api_id(aws):
    """An HTTP API with an open and a closed route and two stages."""
    client = aws("apigatewayv2")
    made = client.create_api(Name="shop", ProtocolType="HTTP", CorsConfiguration={"AllowOrigins": ["*"]})["ApiId"]
    client.create_route(ApiId=made, RouteKey="GET /open")
    client.create_route(ApiId=made, RouteKey="GET /closed", AuthorizationType="AWS_IAM")
    client.create_stage(ApiId=made, StageName="good", AccessLogSettings={"DestinationArn": LOG, "Format": "x"})
    client.create_stage(ApiId=made, StageName="bad")
    return made


def test_apis_of_the_estate(api_id, collected):
    frame = collected("apigatewayv2_api")
    assert frame["resource_id"].tolist() == [f"arn:aws:apigateway:eu-central-1::/apis/{api_id}"]
    assert frame["protocol"].tolist() == ["HTTP"]
    assert frame["allows_any_origin"].tolist() == [True]
    assert frame["default_endpoint"].tolist() == [True]


def test_routes_of_the_estate(api_id, collected):
    frame = collected("apigatewayv2_route").set_index("name").loc[["GET /open", "GET /closed"]]
    assert frame["authorization"].tolist() == ["NONE", "AWS_IAM"]
    assert frame["api_name"].tolist() == ["shop", "shop"]
    assert frame["resource_id"].is_unique


def test_stages_of_the_estate(api_id, collected):
    frame = collected("apigatewayv2_stage").set_index("name").loc[["good", "bad"]]
    assert frame["access_log_arn"].tolist() == [LOG, "none"]
    assert frame["resource_id"].tolist()[1] == f"arn:aws:apigateway:eu-central-1::/apis/{api_id}/stages/bad"


def test_websocket_logging_is_read_and_refused_routes_are_no_empty_table(answered):
    apis = ("get_apis", {"Items": [{"ApiId": "a", "Name": "n", "ProtocolType": "WEBSOCKET"} | {
        "RouteSelectionExpression": "$request.body.action"
    }]})  # fmt: skip
    stage = {"StageName": "s", "DefaultRouteSettings": {"LoggingLevel": "INFO"}}
    frame = answered("apigatewayv2_stage", apis, ("get_stages", {"Items": [stage]}))
    assert (frame["log_level"].tolist(), frame["protocol"].tolist()) == (["INFO"], ["WEBSOCKET"])
    frame = answered("apigatewayv2_route", apis, ("get_routes", "AccessDeniedException"))
    assert (len(frame), frame.attrs["status"]) == (0, "denied")
