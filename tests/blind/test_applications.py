"""APIs, user pools, images, builds and distributions that were made by API."""

import json

ACCOUNT = "123456789012"
GROUP = f"arn:aws:logs:eu-central-1:{ACCOUNT}:log-group:g"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/r"


OWN = {"CloudFrontDefaultCertificate": False, "ACMCertificateArn": "arn:c", "SSLSupportMethod": "sni-only"}


def only(good, *names, otherwise="fail"):
    """Everything is `otherwise`, but one."""
    return dict.fromkeys(names, otherwise) | {good: "pass"}


def test_rest_apis(aws, judged):
    client = aws("apigateway")
    made = {}
    methods = {
        "iam": [("GET", "AWS_IAM")],
        "open": [("GET", "NONE")],
        "mixed": [("GET", "AWS_IAM"), ("POST", "NONE")],
        "asked": [("GET", "AWS_IAM"), ("OPTIONS", "NONE")],
        "key": [("GET", "NONE", True)],
        "empty": [],
    }
    for name, kinds in methods.items():
        api = client.create_rest_api(name=name)["id"]
        made[api] = name
        root = client.get_resources(restApiId=api)["items"][0]["id"]
        for method, authorization, *key in kinds:
            where = {"restApiId": api, "resourceId": root, "httpMethod": method}
            client.put_method(**where, authorizationType=authorization, apiKeyRequired=bool(key))
            client.put_integration(**where, type="MOCK")

    seen = {made[api]: result for api, result in judged("apigateway_rest_api_methods_authorized").items()}
    assert seen == {"iam": "pass", "open": "fail", "mixed": "fail", "asked": "pass", "key": "fail"}


def test_stages(aws, judged):
    client = aws("apigateway")
    api = client.create_rest_api(name="a")["id"]
    root = client.get_resources(restApiId=api)["items"][0]["id"]
    where = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
    client.put_method(**where, authorizationType="NONE")
    client.put_integration(**where, type="MOCK")
    deployment = client.create_deployment(restApiId=api)["id"]
    changes = {
        "bare": {},
        "all": {
            "/accessLogSettings/destinationArn": GROUP,
            "/accessLogSettings/format": "$context.requestId",
            "/*/*/logging/loglevel": "ERROR",
            "/*/*/caching/enabled": "true",
            "/*/*/caching/dataEncrypted": "true",
            "/tracingEnabled": "true",
        },
        "off-for-one": {"/*/*/logging/loglevel": "INFO", "/~1/GET/logging/loglevel": "OFF"},
        "off": {"/*/*/logging/loglevel": "OFF", "/*/*/caching/enabled": "true", "/*/*/caching/dataEncrypted": "false"},
    }
    for name, settings in changes.items():
        cached = {"cacheClusterEnabled": True, "cacheClusterSize": "0.5"} if name in ("all", "off") else {}
        client.create_stage(restApiId=api, stageName=name, deploymentId=deployment, **cached)
        operations = [{"op": "replace", "path": path, "value": value} for path, value in settings.items()]
        if operations:
            client.update_stage(restApiId=api, stageName=name, patchOperations=operations)

    assert judged("apigateway_stage_access_logged") == only("all", *changes)
    assert judged("apigateway_stage_execution_logged") == only("all", *changes)
    assert judged("apigateway_stage_traced") == only("all", *changes)
    assert judged("apigateway_stage_cache_encrypted") == only("all", "all", "off")


def test_http_apis(aws, judged):
    client = aws("apigatewayv2")
    cors = {"AllowOrigins": ["https://example.com"]}
    star = {"AllowOrigins": ["https://example.com", "*"]}
    made = {}
    for name, settings in {
        "bare": {},
        "named": {"CorsConfiguration": cors},
        "star": {"CorsConfiguration": star},
        "socket": {"ProtocolType": "WEBSOCKET", "RouteSelectionExpression": "$request.body.action"},
    }.items():
        made[client.create_api(**({"ProtocolType": "HTTP", "Name": name} | settings))["ApiId"]] = name
    ids = {name: api for api, name in made.items()}
    routes = {}
    for name, key, settings in (
        ("bare", "GET /open", {}),
        ("bare", "GET /iam", {"AuthorizationType": "AWS_IAM"}),
        ("bare", "OPTIONS /open", {}),
        ("socket", "$connect", {"AuthorizationType": "NONE"}),
        ("socket", "send", {"AuthorizationType": "NONE"}),
    ):
        routes[client.create_route(ApiId=ids[name], RouteKey=key, **settings)["RouteId"]] = key
    logged = {"AccessLogSettings": {"DestinationArn": GROUP, "Format": "$context.requestId"}}
    client.create_stage(ApiId=ids["bare"], StageName="plain")
    client.create_stage(ApiId=ids["bare"], StageName="logged", **logged)
    client.create_stage(ApiId=ids["socket"], StageName="off")
    client.create_stage(ApiId=ids["socket"], StageName="errors", DefaultRouteSettings={"LoggingLevel": "ERROR"})

    seen = {made[api]: result for api, result in judged("apigatewayv2_api_origins_named").items()}
    assert seen == {"bare": "pass", "named": "pass", "star": "fail"}
    seen = {routes[route]: result for route, result in judged("apigatewayv2_route_authorized").items()}
    assert seen == {"GET /open": "fail", "GET /iam": "pass", "$connect": "fail"}
    assert judged("apigatewayv2_stage_access_logged") == only("logged", "plain", "off", "errors")
    assert judged("apigatewayv2_stage_execution_logged") == {"off": "fail", "errors": "pass"}


def test_graphql_apis(aws, judged):
    client = aws("appsync")
    made = {}
    for name, settings in {
        "key": {"authenticationType": "API_KEY"},
        "iam": {"authenticationType": "AWS_IAM", "xrayEnabled": True},
        "beside": {
            "authenticationType": "AWS_IAM",
            "additionalAuthenticationProviders": [{"authenticationType": "API_KEY"}],
            "logConfig": {"fieldLogLevel": "ERROR", "cloudWatchLogsRoleArn": ROLE},
        },
        "private": {
            "authenticationType": "API_KEY",
            "visibility": "PRIVATE",
            "logConfig": {"fieldLogLevel": "NONE", "cloudWatchLogsRoleArn": ROLE},
        },
    }.items():
        made[client.create_graphql_api(name=name, **settings)["graphqlApi"]["apiId"]] = name

    def by_name(check):
        return {made[api]: result for api, result in judged(check).items()}

    assert by_name("appsync_graphql_api_keys_refused") == {"key": "fail", "iam": "pass", "beside": "fail"}
    assert by_name("appsync_graphql_api_traced") == only("iam", *made.values())
    assert by_name("appsync_graphql_api_fields_logged") == only("beside", *made.values())


def test_user_pools(aws, judged):
    client = aws("cognito-idp")
    strong = {
        "RequireUppercase": True,
        "RequireLowercase": True,
        "RequireNumbers": True,
        "RequireSymbols": True,
        "TemporaryPasswordValidityDays": 7,
    }
    made = {}
    for name, length, days, settings in (
        ("strong", 12, 7, {"MfaConfiguration": "ON", "UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"}}),
        ("short", 11, 8, {"MfaConfiguration": "OPTIONAL", "UserPoolAddOns": {"AdvancedSecurityMode": "AUDIT"}}),
        ("weak", 12, 1, {"MfaConfiguration": "OFF", "UserPoolAddOns": {"AdvancedSecurityMode": "OFF"}}),
    ):
        policy = strong | {"MinimumLength": length, "TemporaryPasswordValidityDays": days}
        policy |= {"RequireSymbols": False} if name == "weak" else {}
        settings |= {"Policies": {"PasswordPolicy": policy}}
        pool = client.create_user_pool(PoolName=name, **settings)["UserPool"]["Id"]
        made[pool] = name

    def by_name(check):
        return {made[pool]: result for pool, result in judged(check).items()}

    assert by_name("cognito_idp_user_pool_mfa_required") == {"strong": "pass", "short": "fail", "weak": "fail"}
    assert by_name("cognito_idp_user_pool_passwords_long") == {"strong": "pass", "short": "fail", "weak": "pass"}
    assert by_name("cognito_idp_user_pool_passwords_composed") == {"strong": "pass", "short": "pass", "weak": "fail"}
    expire = by_name("cognito_idp_user_pool_temporary_passwords_expire")
    assert expire == {"strong": "pass", "short": "fail", "weak": "pass"}
    assert by_name("cognito_idp_user_pool_threats_answered") == {"strong": "pass", "short": "fail", "weak": "fail"}


def test_identity_pools(aws, judged):
    client = aws("cognito-identity")
    provider = {"ProviderName": "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_a", "ClientId": "c"}
    made = {}
    for name, guests, checked in (("strict", False, True), ("open", True, False)):
        pool = client.create_identity_pool(
            IdentityPoolName=name,
            AllowUnauthenticatedIdentities=guests,
            CognitoIdentityProviders=[provider | {"ServerSideTokenCheck": checked}],
        )
        made[pool["IdentityPoolId"]] = name

    def by_name(check):
        return {made[pool]: result for pool, result in judged(check).items()}

    expected = {"strict": "pass", "open": "fail"}
    assert by_name("cognito_identity_pool_guests_refused") == expected
    assert by_name("cognito_identity_pool_tokens_checked") == expected


def test_repositories(aws, judged):
    client = aws("ecr")
    key = aws("kms").create_key()["KeyMetadata"]["Arn"]
    for name, settings in {
        "bare": {},
        "scans": {"imageScanningConfiguration": {"scanOnPush": True}},
        "still": {"imageTagMutability": "IMMUTABLE"},
        "own": {"encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": key}},
    }.items():
        client.create_repository(repositoryName=name, **settings)
    rule = {
        "rulePriority": 1,
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 9},
        "action": {"type": "expire"},
    }
    client.put_lifecycle_policy(repositoryName="bare", lifecyclePolicyText=json.dumps({"rules": [rule]}))

    names = ("bare", "scans", "still", "own")
    assert judged("ecr_repository_scanned_on_push") == only("scans", *names)
    assert judged("ecr_repository_tags_immutable") == only("still", *names)
    assert judged("ecr_repository_key_customer_managed") == only("own", *names)
    assert judged("ecr_repository_images_expire") == only("bare", *names)


def test_tasks(aws, judged):
    client = aws("ecs")
    container = {"name": "c", "image": "i", "memory": 64}
    logs = {"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g"}}}
    secret = {"environment": [{"name": "DB_PASSWORD", "value": "hunter2"}]}
    reference = {"secrets": [{"name": "DB_PASSWORD", "valueFrom": "arn:aws:ssm:::parameter/p"}]}
    for family, containers in {
        "logs": [container | logs],
        "one-silent": [container | logs, container | {"name": "d"}],
        "secret": [container | logs | secret],
        "refers": [container | logs | reference],
    }.items():
        client.register_task_definition(family=family, containerDefinitions=[container])  # of old
        client.register_task_definition(family=family, containerDefinitions=containers)
    for name, value in {"seen": "enabled", "better": "enhanced", "unseen": "disabled"}.items():
        client.create_cluster(clusterName=name, settings=[{"name": "containerInsights", "value": value}])

    everyone = dict.fromkeys(("logs:2", "one-silent:2", "secret:2", "refers:2"), "pass")
    assert judged("ecs_task_definition_logged") == everyone | {"one-silent:2": "fail"}
    assert judged("ecs_task_definition_secrets_referenced") == everyone | {"secret:2": "fail"}
    insights = judged("ecs_cluster_container_insights_enabled")
    assert insights == {"seen": "pass", "better": "pass", "unseen": "fail"}


def test_builds(aws, judged):
    client = aws("codebuild")
    plain = {"type": "LINUX_CONTAINER", "image": "i", "computeType": "BUILD_GENERAL1_SMALL"}
    source = {"type": "GITHUB", "location": "https://github.com/a/b"}
    variable = {"environmentVariables": [{"name": "API_SECRET", "value": "x", "type": "PLAINTEXT"}]}
    stored = {"environmentVariables": [{"name": "API_SECRET", "value": "x", "type": "SECRETS_MANAGER"}]}
    cases = {
        "good": {},
        "loud": {"environment": plain | {"privilegedMode": True} | variable},
        "refers": {"environment": plain | stored},
        "unlogged": {"logsConfig": {"cloudWatchLogs": {"status": "DISABLED"}, "s3Logs": {"status": "DISABLED"}}},
        "bare-logs": {
            "logsConfig": {
                "cloudWatchLogs": {"status": "DISABLED"},
                "s3Logs": {"status": "ENABLED", "location": "bucket/p", "encryptionDisabled": True},
            }
        },
        "bare-output": {"artifacts": {"type": "S3", "location": "bucket", "encryptionDisabled": True}},
        "trusting": {"source": source | {"insecureSsl": True}},
        "signed-in": {"source": source | {"location": "https://user:token@github.com/a/b"}},
    }
    for name, settings in cases.items():
        project = {
            "name": name,
            "source": source,
            "artifacts": {"type": "NO_ARTIFACTS"},
            "environment": plain,
            "serviceRole": ROLE,
            "logsConfig": {"cloudWatchLogs": {"status": "ENABLED"}},
        }
        client.create_project(**(project | settings))

    everyone = dict.fromkeys(cases, "pass")
    for check, bad in {
        "codebuild_project_unprivileged": "loud",
        "codebuild_project_secrets_referenced": "loud",
        "codebuild_project_logged": "unlogged",
        "codebuild_project_artifacts_encrypted": "bare-output",
        "codebuild_project_source_certificates_verified": "trusting",
        "codebuild_project_source_urls_anonymous": "signed-in",
        "codebuild_project_private": None,
    }.items():
        assert judged(check) == everyone | ({bad: "fail"} if bad else {}), check
    assert judged("codebuild_project_s3_logs_encrypted") == {"bare-logs": "fail"}  # the others write none to S3


def test_stacks(aws, judged):
    client = aws("cloudformation")
    topic = aws("sns").create_topic(Name="t")["TopicArn"]
    queue = {"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}
    secret = queue | {"Outputs": {"DbPassword": {"Value": "hunter2"}}}
    link = queue | {"Outputs": {"Url": {"Value": "https://example.com"}}}
    for name, template, topics in (("told", link, [topic]), ("secret", secret, []), ("bare", queue, [])):
        client.create_stack(StackName=name, TemplateBody=json.dumps(template), NotificationARNs=topics)

    def by_name(check):
        results = judged(check)
        rows = judged.tables["cloudformation_stack"]
        names = dict(zip(rows["resource_id"].str.rsplit("/", n=1).str[-1], rows["name"], strict=True))
        return {names[stack]: result for stack, result in results.items()}

    assert by_name("cloudformation_stack_events_notified") == only("told", "told", "secret", "bare")
    free = by_name("cloudformation_stack_outputs_free_of_secrets")
    assert free == {"told": "pass", "secret": "fail", "bare": "pass"}


def distribution(name, protocol="redirect-to-https", origin=None, certificate=None, enabled=True):
    """The configuration of a distribution with one behavior and one origin."""
    custom = {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"}
    custom |= {"OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]}}
    first = {"Id": "o", "DomainName": "example.com", "CustomOriginConfig": custom}
    return {
        "CallerReference": name,
        "Comment": name,
        "Enabled": enabled,
        "Origins": {"Quantity": 1, "Items": [origin or first]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "o",
            "ViewerProtocolPolicy": protocol,
            "MinTTL": 1,
            "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}},
        },
        "ViewerCertificate": certificate or OWN | {"MinimumProtocolVersion": "TLSv1.2_2021"},
    }


def test_distributions(aws, judged):
    client = aws("cloudfront")

    def custom(policy="https-only", *versions):
        settings = {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": policy}
        settings["OriginSslProtocols"] = {"Quantity": len(versions) or 1, "Items": list(versions) or ["TLSv1.2"]}
        return {"origin": {"Id": "o", "DomainName": "example.com", "CustomOriginConfig": settings}}

    old = OWN | {"MinimumProtocolVersion": "TLSv1.1_2016"}
    cases = {
        "good": {},
        "http": {"protocol": "allow-all"},
        "https": {"protocol": "https-only"},
        "off": {"protocol": "allow-all", "enabled": False},
        "plain-origin": custom("http-only"),
        "matching": custom("match-viewer"),
        "matching-http": custom("match-viewer") | {"protocol": "allow-all"},
        "ssl3": custom("https-only", "SSLv3", "TLSv1.2"),
        "website": {
            "origin": custom("http-only")["origin"] | {"DomainName": "b.s3-website.eu-central-1.amazonaws.com"}
        },
        "old": {"certificate": old},
        "default": {"certificate": {"CloudFrontDefaultCertificate": True}},
    }
    made = {}
    for name, settings in cases.items():
        answer = client.create_distribution(DistributionConfig=distribution(name, **settings))
        made[answer["Distribution"]["Id"]] = name

    def by_name(check):
        return {made[id]: result for id, result in judged(check).items()}

    everyone = dict.fromkeys((name for name in cases if name != "off"), "pass")
    assert by_name("cloudfront_distribution_https_only") == everyone | {"http": "fail", "matching-http": "fail"}
    plain = {"plain-origin": "fail", "matching-http": "fail", "website": "fail"}
    assert by_name("cloudfront_distribution_origins_encrypted") == everyone | plain
    assert by_name("cloudfront_distribution_origin_ssl3_refused") == everyone | {"ssl3": "fail"}
    assert by_name("cloudfront_distribution_tls_current") == everyone | {"old": "fail", "default": "fail"}
    # CloudFront cannot sign what it asks of a website.
    assert by_name("cloudfront_distribution_s3_origins_authenticated") == {"website": "fail"}


def test_workgroups(aws, judged):
    client = aws("athena")
    to = {"OutputLocation": "s3://b/", "EncryptionConfiguration": {"EncryptionOption": "SSE_S3"}}
    for name, settings in {
        "strict": {"EnforceWorkGroupConfiguration": True, "ResultConfiguration": to},
        "lax": {"EnforceWorkGroupConfiguration": False, "ResultConfiguration": to},
        "bare": {
            "EnforceWorkGroupConfiguration": True,
            "ResultConfiguration": {"OutputLocation": "s3://b/"},
            "PublishCloudWatchMetricsEnabled": True,
        },
    }.items():
        client.create_work_group(Name=name, Configuration=settings)

    def own(check):
        return {name: result for name, result in judged(check).items() if name != "primary"}

    assert own("athena_workgroup_results_encrypted") == {"strict": "pass", "lax": "fail", "bare": "fail"}
    assert own("athena_workgroup_configuration_enforced") == {"strict": "pass", "lax": "fail", "bare": "pass"}
