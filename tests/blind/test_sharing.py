"""Public buckets and access points, notebooks, templates and shared portfolios, made by API."""

import pytest

from tests.tables.test_s3 import without_account_in_host

ACCOUNT = "123456789012"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/r"
BLOCKS = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)


def test_access_points(aws, judged):
    aws("s3", "us-east-1").create_bucket(Bucket="of-the-points")
    client = aws("s3control")
    client.meta.events.register("before-sign.s3-control", without_account_in_host)
    for name, settings in {"closed": BLOCKS, "half": BLOCKS | {"IgnorePublicAcls": False}}.items():
        client.create_access_point(
            AccountId=ACCOUNT, Name=name, Bucket="of-the-points", PublicAccessBlockConfiguration=settings
        )

    assert judged("s3_access_point_public_access_blocked") == {"closed": "pass", "half": "fail"}


def test_open_buckets(aws, judged):
    s3 = aws("s3", "us-east-1")
    for name in ("closed", "listed", "listed-to-aws", "ignored"):
        s3.create_bucket(Bucket=name)
        s3.delete_public_access_block(Bucket=name)
        s3.put_bucket_ownership_controls(
            Bucket=name, OwnershipControls={"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}
        )
    s3.put_bucket_acl(Bucket="listed", ACL="public-read")
    s3.put_bucket_acl(Bucket="listed-to-aws", ACL="authenticated-read")
    s3.put_bucket_acl(Bucket="ignored", ACL="public-read")
    s3.put_public_access_block(Bucket="ignored", PublicAccessBlockConfiguration=BLOCKS)

    seen = judged("s3_bucket_private")
    assert seen == {"closed": "pass", "listed": "fail", "listed-to-aws": "fail", "ignored": "pass"}


def test_notebooks(aws, judged):
    client = aws("sagemaker")
    for name, root, version in (("strict", "Disabled", "2"), ("lax", "Enabled", "1")):
        client.create_notebook_instance(
            NotebookInstanceName=name,
            InstanceType="ml.t3.medium",
            RoleArn=ROLE,
            RootAccess=root,
            InstanceMetadataServiceConfiguration={"MinimumInstanceMetadataServiceVersion": version},
        )
    assert judged("sagemaker_notebook_instance_users_unprivileged") == {"strict": "pass", "lax": "fail"}


@pytest.mark.parametrize("default", [False, True])
def test_launch_templates(aws, judged, default):
    ec2 = aws("ec2")
    if default:
        ec2.enable_ebs_encryption_by_default()
    disk = {"DeviceName": "/dev/sdb", "Ebs": {"VolumeSize": 1}}
    made = {}
    for name, encrypted in (("encrypts", True), ("plain", False), ("silent", None)):
        ebs = disk["Ebs"] | ({} if encrypted is None else {"Encrypted": encrypted})
        made[
            ec2.create_launch_template(
                LaunchTemplateName=name, LaunchTemplateData={"BlockDeviceMappings": [disk | {"Ebs": ebs}]}
            )["LaunchTemplate"]["LaunchTemplateId"]
        ] = name
    seen = {made[template]: result for template, result in judged("ec2_launch_template_volumes_encrypted").items()}

    # The default of the Region encrypts new volumes whatever a launch asks.
    assert seen == {"encrypts": "pass", **dict.fromkeys(("plain", "silent"), "pass" if default else "fail")}


def test_stopped_instances(aws, judged):
    ec2 = aws("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    made = [i["InstanceId"] for i in ec2.run_instances(ImageId=image, MinCount=2, MaxCount=2)["Instances"]]
    ec2.stop_instances(InstanceIds=made[:1])

    assert judged("ec2_instance_stopped_briefly") == {made[0]: "pass"}


def test_portfolios(aws, judged):
    client = aws("servicecatalog")
    made = {}
    for name in ("own", "shared"):
        made[client.create_portfolio(DisplayName=name, ProviderName="p")["PortfolioDetail"]["Id"]] = name
    ids = {name: portfolio for portfolio, name in made.items()}
    client.create_portfolio_share(PortfolioId=ids["shared"], AccountId="111122223333")
    seen = judged("servicecatalog_portfolio_shared_within_organization")

    assert {made[portfolio]: result for portfolio, result in seen.items()} == {"own": "pass", "shared": "fail"}


def test_tags(aws, judged):
    sqs = aws("sqs")
    sqs.create_queue(QueueName="tagged", tags={"team": "a"})

    assert judged("tagging_resource_tagged") == {"tagged": "pass"}


def test_delegated(aws, judged):
    client = aws("organizations")
    client.create_organization(FeatureSet="ALL")
    member = client.create_account(AccountName="m", Email="m@example.com")["CreateAccountStatus"]["AccountId"]
    client.register_delegated_administrator(AccountId=member, ServicePrincipal="ssm.amazonaws.com")
    assert list(judged("organizations_delegated_administrator_active").values()) == ["pass"]


def test_permission_sets(aws, judged):
    sso = aws("sso-admin")
    instance = sso.list_instances()["Instances"][0]["InstanceArn"]
    made = {}
    for name in ("used", "idle"):
        answer = sso.create_permission_set(InstanceArn=instance, Name=name)
        made[answer["PermissionSet"]["PermissionSetArn"]] = name
    arns = {name: arn for arn, name in made.items()}
    sso.create_account_assignment(
        InstanceArn=instance,
        TargetId=ACCOUNT,
        TargetType="AWS_ACCOUNT",
        PermissionSetArn=arns["used"],
        PrincipalType="USER",
        PrincipalId="12345678-1234-1234-1234-123456789012",
    )
    sso.provision_permission_set(
        InstanceArn=instance, PermissionSetArn=arns["used"], TargetId=ACCOUNT, TargetType="AWS_ACCOUNT"
    )
    seen = judged("sso_admin_permission_set_in_use")
    names = {arn.rsplit("/", 1)[-1]: name for arn, name in made.items()}
    assert {names[arn]: result for arn, result in seen.items()} == {"used": "pass", "idle": "fail"}


def test_inspector(aws, judged):
    aws("inspector2").enable(accountIds=[ACCOUNT], resourceTypes=["ECR", "LAMBDA"])
    assert list(judged("inspector2_account_ecr_scanned").values()) == ["pass"]
    assert list(judged("inspector2_account_lambda_scanned").values()) == ["pass"]


def test_macie_without_buckets(aws, judged):
    aws("macie2").enable_macie(status="ENABLED")
    assert judged("macie2_session_enabled") == {}
