"""Functions, load balancers and containers of the demo accounts."""

import io
import zipfile
from typing import Any

from toolkit.demo.accounts import (
    CJK,
    ECS_CANARY,
    EMOJI,
    FORMULA,
    HOSTILE_TAGS,
    LAMBDA_CANARY,
    LAMBDA_URL_CANARY,
    LONG,
    MANAGEMENT,
    MEMBER,
    SCRIPT,
)
from toolkit.demo.connection import Account
from toolkit.demo.estate_network import Network


def build_applications(account: Account, region: str, network: Network) -> None:
    """Build Lambda functions and load balancers."""
    _functions(account.client("lambda", region), account)
    _load_balancers(account, region, network)


def build_containers(account: Account, region: str, key_arn: str, network: Network) -> None:
    """Build ECS clusters, services and task definitions, and EKS clusters."""
    _ecs(account.client("ecs", region), account, network)
    _eks(account.client("eks", region), account, key_arn, network)


def _code() -> bytes:
    """Zip one file with a fixed date: the code's hash is the same in each run."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(zipfile.ZipInfo("app.py", (2026, 1, 1, 0, 0, 0)), "def handler(event, context): return 1\n")
    return archive.getvalue()


def _functions(functions: Any, account: Account) -> None:
    names = [("orders", "python3.13", {"LOG_LEVEL": "info", "API_TOKEN": LAMBDA_CANARY}, HOSTILE_TAGS)]
    if account.id == MEMBER:
        names.append(("legacy-import", "python3.7", {"DATABASE_URL": LAMBDA_URL_CANARY}, {"Note": FORMULA}))
    for name, runtime, variables, tags in names:
        functions.create_function(
            FunctionName=name,
            Runtime=runtime,
            Role=f"arn:aws:iam::{account.id}:role/app-function",
            Handler="app.handler",
            Code={"ZipFile": _code()},
            Description=f"{name} {SCRIPT}",
            Environment={"Variables": variables},
            Tags=tags,
        )
    functions.add_permission(
        FunctionName="orders",
        StatementId="bucket",
        Action="lambda:InvokeFunction",
        Principal="s3.amazonaws.com",
        SourceAccount=account.id,
    )
    if account.id == MEMBER:
        functions.add_permission(
            FunctionName="legacy-import", StatementId="anyone", Action="lambda:InvokeFunction", Principal="*"
        )


def _load_balancers(account: Account, region: str, network: Network) -> None:
    certificate = account.client("acm", region).request_certificate(
        DomainName="www.example.com", Tags=[{"Key": "Team", "Value": CJK}]
    )["CertificateArn"]
    balancers = account.client("elbv2", region)
    target = balancers.create_target_group(Name="web", Protocol="HTTPS", Port=443, VpcId=network.vpc_id)
    forward = {"Type": "forward", "TargetGroupArn": target["TargetGroups"][0]["TargetGroupArn"]}
    redirect = {
        "Type": "redirect",
        "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"},
    }
    public = _load_balancer(balancers, "public-web", network)
    _set_attributes(balancers, public, account, protected=True)
    balancers.create_listener(
        LoadBalancerArn=public,
        Protocol="HTTPS",
        Port=443,
        SslPolicy="ELBSecurityPolicy-TLS13-1-2-2021-06",
        Certificates=[{"CertificateArn": certificate}],
        DefaultActions=[forward],
    )
    balancers.create_listener(LoadBalancerArn=public, Protocol="HTTP", Port=80, DefaultActions=[redirect])
    if account.id == MEMBER:
        plain = _load_balancer(balancers, "intranet-plain", network)
        _set_attributes(balancers, plain, account, protected=False)
        balancers.create_listener(LoadBalancerArn=plain, Protocol="HTTP", Port=80, DefaultActions=[forward])


def _load_balancer(balancers: Any, name: str, network: Network) -> str:
    created = balancers.create_load_balancer(
        Name=name,
        Subnets=list(network.subnet_ids),
        SecurityGroups=[network.security_group_id],
        Scheme="internet-facing",
        Tags=[{"Key": "Note", "Value": SCRIPT}],
    )
    return str(created["LoadBalancers"][0]["LoadBalancerArn"])


def _set_attributes(balancers: Any, arn: str, account: Account, *, protected: bool) -> None:
    """Set all attributes, the false ones too: unlike AWS, moto leaves out those that were never set."""
    switch = str(protected).lower()
    attributes = {
        "deletion_protection.enabled": switch,
        "routing.http.drop_invalid_header_fields.enabled": switch,
        "access_logs.s3.enabled": switch,
    }
    if protected:
        attributes["access_logs.s3.bucket"] = f"audit-logs-{account.id}"
    balancers.modify_load_balancer_attributes(
        LoadBalancerArn=arn, Attributes=[{"Key": key, "Value": value} for key, value in attributes.items()]
    )


def _ecs(ecs: Any, account: Account, network: Network) -> None:
    good = account.id == MANAGEMENT
    ecs.create_cluster(
        clusterName="applications",
        settings=[{"name": "containerInsights", "value": "enabled" if good else "disabled"}],
        tags=[{"key": "Note", "value": LONG}],
    )
    _task_definition(ecs, account, "orders", privileged=False, environment={"LOG_LEVEL": "info"})
    place = {
        "awsvpcConfiguration": {
            "subnets": list(network.subnet_ids),
            "securityGroups": [network.security_group_id],
            "assignPublicIp": "DISABLED",
        }
    }
    ecs.create_service(
        cluster="applications",
        serviceName="orders",
        taskDefinition="orders",
        desiredCount=2,
        launchType="FARGATE",
        networkConfiguration=place,
        tags=[{"key": "Owner", "value": EMOJI}],
    )
    if not good:
        secret = {"DB_PASSWORD": ECS_CANARY, "MODE": FORMULA}
        _task_definition(ecs, account, "legacy-agent", privileged=True, environment=secret)
        ecs.create_service(
            cluster="applications",
            serviceName="legacy-agent",
            taskDefinition="legacy-agent",
            desiredCount=1,
            launchType="EC2",
        )


def _task_definition(ecs: Any, account: Account, family: str, *, privileged: bool, environment: dict[str, str]) -> None:
    ecs.register_task_definition(
        family=family,
        networkMode="bridge" if privileged else "awsvpc",
        requiresCompatibilities=["EC2"] if privileged else ["FARGATE"],
        cpu="256",
        memory="512",
        executionRoleArn=f"arn:aws:iam::{account.id}:role/task-execution",
        containerDefinitions=[
            {
                "name": family,
                "image": f"{account.id}.dkr.ecr.eu-central-1.amazonaws.com/{family}:1.4.2",
                "memory": 256,
                "privileged": privileged,
                "readonlyRootFilesystem": not privileged,
                "user": "root" if privileged else "10001",
                "environment": [{"name": name, "value": value} for name, value in environment.items()],
            }
        ],
        tags=[{"key": "監査", "value": CJK}],
    )


def _eks(eks: Any, account: Account, key_arn: str, network: Network) -> None:
    good = account.id == MANAGEMENT
    version = "1.34" if good else "1.24"
    role = f"arn:aws:iam::{account.id}:role/cluster"
    secrets = [{"resources": ["secrets"], "provider": {"keyArn": key_arn}}]
    log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
    eks.create_cluster(
        name="platform",
        version=version,
        roleArn=role,
        resourcesVpcConfig={
            "subnetIds": list(network.subnet_ids),
            "endpointPublicAccess": not good,
            "endpointPrivateAccess": good,
            **({} if good else {"publicAccessCidrs": ["0.0.0.0/0"]}),
        },
        logging={"clusterLogging": [{"types": log_types, "enabled": good}]},
        tags={"Note": SCRIPT},
        **({"encryptionConfig": secrets} if good else {}),
    )
    eks.create_nodegroup(
        clusterName="platform",
        nodegroupName="general",
        subnets=list(network.subnet_ids),
        nodeRole=role,
        amiType="AL2023_x86_64_STANDARD" if good else "AL2_x86_64",
        version=version,
    )
    eks.create_fargate_profile(
        clusterName="platform",
        fargateProfileName="batch",
        podExecutionRoleArn=role,
        selectors=[{"namespace": "batch"}],
    )
