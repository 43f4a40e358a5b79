"""What the demo accounts show to the internet beside application load balancers: APIs, distributions, old balancers."""

from typing import Any

from toolkit.demo.accounts import CJK, FORMULA, MANAGEMENT, MEMBER, SCRIPT
from toolkit.demo.connection import Account
from toolkit.demo.estate_network import Network


def build_edge(account: Account, region: str, network: Network) -> None:
    """Build an API and a distribution; the member account still has a classic load balancer."""
    _api(account.client("apigateway", region), account)
    _distribution(account.client("cloudfront", region), account)
    if account.id == MEMBER:
        _classic_load_balancer(account.client("elb", region), network)


def _api(apigateway: Any, account: Account) -> None:
    good = account.id == MANAGEMENT
    api = apigateway.create_rest_api(
        name="orders", endpointConfiguration={"types": ["REGIONAL"]}, tags={"Note": SCRIPT, "Team": CJK}
    )["id"]
    root = apigateway.get_resources(restApiId=api)["items"][0]["id"]
    place = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
    apigateway.put_method(**place, authorizationType="AWS_IAM" if good else "NONE")
    apigateway.put_method_response(**place, statusCode="200")
    apigateway.put_integration(**place, type="MOCK")
    apigateway.put_integration_response(**place, statusCode="200")
    deployment = apigateway.create_deployment(restApiId=api)["id"]
    apigateway.create_stage(
        restApiId=api, stageName="production", deploymentId=deployment, tracingEnabled=good, tags={"Note": FORMULA}
    )


def _distribution(cloudfront: Any, account: Account) -> None:
    good = account.id == MANAGEMENT
    origin = {
        "Id": "web",
        "DomainName": "www.example.com",
        "CustomOriginConfig": {
            "HTTPPort": 80,
            "HTTPSPort": 443,
            "OriginProtocolPolicy": "https-only" if good else "http-only",
            "OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]},
        },
    }
    cloudfront.create_distribution(
        DistributionConfig={
            "CallerReference": "web",
            "Comment": CJK,
            "Enabled": True,
            "DefaultRootObject": "index.html" if good else "",
            "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": {
                "TargetOriginId": "web",
                "ViewerProtocolPolicy": "redirect-to-https" if good else "allow-all",
                "MinTTL": 0,
                "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}},
            },
            "ViewerCertificate": {"CloudFrontDefaultCertificate": True},
            "Logging": {
                "Enabled": good,
                "IncludeCookies": False,
                "Bucket": f"audit-logs-{account.id}.s3.amazonaws.com" if good else "",
                "Prefix": "",
            },
        }
    )


def _classic_load_balancer(elb: Any, network: Network) -> None:
    elb.create_load_balancer(
        LoadBalancerName="legacy-web",
        Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstanceProtocol": "HTTP", "InstancePort": 8080}],
        Subnets=list(network.subnet_ids),
        SecurityGroups=[network.security_group_id],
        Tags=[{"Key": "Note", "Value": SCRIPT}],
    )
