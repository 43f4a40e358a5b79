"""Resource policies, put by API on topics, queues, secrets, repositories and vaults, and whom they let in."""

import json

import pytest

HERE = "123456789012"
THERE = "111122223333"
OTHER = "444455556666"


def allow(principal, condition=None, effect="Allow", action="sqs:SendMessage", resource="*", **more):
    statement = {"Effect": effect, "Action": action, "Resource": resource, **more}
    if principal is not None:
        statement["Principal"] = principal
    return statement | ({"Condition": condition} if condition else {})


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


ANYONE = {"AWS": "*"}
SERVICE = {"Service": "sns.amazonaws.com"}
ADMITS = {
    "star": (allow("*"), "fail"),
    "aws-star": (allow(ANYONE), "fail"),
    "star-in-list": (allow({"AWS": [f"arn:aws:iam::{THERE}:root", "*"]}), "fail"),
    "account": (allow({"AWS": f"arn:aws:iam::{THERE}:root"}), "pass"),
    "digits": (allow({"AWS": THERE}), "pass"),
    "service": (allow(SERVICE), "pass"),
    "org": (allow(ANYONE, {"StringEquals": {"aws:PrincipalOrgID": "o-abcdefghij"}}), "pass"),
    "org-upper-key": (allow(ANYONE, {"StringEquals": {"AWS:PRINCIPALORGID": "o-abcdefghij"}}), "pass"),
    "any-org": (allow(ANYONE, {"StringLike": {"aws:PrincipalOrgID": "*"}}), "fail"),
    "not-org": (allow(ANYONE, {"StringNotEquals": {"aws:PrincipalOrgID": "o-abcdefghij"}}), "fail"),
    "if-exists": (allow(ANYONE, {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-abcdefghij"}}), "fail"),
    "for-all": (allow(ANYONE, {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-abcdefghij"}}), "fail"),
    "tls": (allow(ANYONE, {"Bool": {"aws:SecureTransport": "true"}}), "fail"),
    "role-pattern": (allow(ANYONE, {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{THERE}:role/*"}}), "pass"),
    "role-anywhere": (allow(ANYONE, {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/reader"}}), "fail"),
    "one-of-two": (allow(ANYONE, {"StringLike": {"aws:PrincipalAccount": [THERE, "*"]}}), "fail"),
    "org-and-tls": (
        allow(ANYONE, {"StringEquals": {"aws:PrincipalOrgID": "o-a1"}, "Bool": {"aws:SecureTransport": "true"}}),
        "pass",
    ),
    "source-account": (allow(ANYONE, {"StringEquals": {"aws:SourceAccount": HERE}}), "pass"),
    "source-anywhere": (allow(ANYONE, {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}), "fail"),
    "bucket": (allow(ANYONE, {"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::mine"}}), "pass"),
    "everywhere": (allow(ANYONE, {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}}), "fail"),
    "some-org": (allow(ANYONE, {"Null": {"aws:PrincipalOrgID": "false"}}), "fail"),
    "unit": (allow(ANYONE, {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-a1/r-b1/ou-c1/*"]}}), "pass"),
    "any-unit": (allow(ANYONE, {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["*"]}}), "fail"),
    "half-account": (allow(ANYONE, {"StringLike": {"aws:PrincipalAccount": "1*"}}), "fail"),
    "variable": (allow(ANYONE, {"StringEquals": {"aws:PrincipalAccount": "${aws:PrincipalAccount}"}}), "fail"),
    "denied": (allow("*", effect="Deny"), "pass"),
    "all-but": (allow(None, NotPrincipal={"AWS": f"arn:aws:iam::{THERE}:root"}), "fail"),
    "all-but-deny": (allow(None, effect="Deny", NotPrincipal={"AWS": f"arn:aws:iam::{THERE}:root"}), "pass"),
    "nothing": (None, "pass"),
}


def queues(aws, cases):
    sqs = aws("sqs")
    for name, (statement, _) in cases.items():
        attributes = {"Policy": document(statement)} if statement else {}
        sqs.create_queue(QueueName=name, Attributes=attributes)
    return {name: result for name, (_, result) in cases.items()}


def test_queues_admit(aws, judged):
    expected = queues(aws, ADMITS)

    assert judged("sqs_queue_policy_restricted") == expected


BOUND = {
    "free": (allow(SERVICE), "fail"),
    "account": (allow(SERVICE, {"StringEquals": {"aws:SourceAccount": HERE}}), "pass"),
    "topic": (allow(SERVICE, {"ArnEquals": {"aws:SourceArn": f"arn:aws:sns:eu-central-1:{HERE}:t"}}), "pass"),
    "topics": (allow(SERVICE, {"ArnLike": {"aws:SourceArn": f"arn:aws:sns:*:{HERE}:*"}}), "pass"),
    "any-topic": (allow(SERVICE, {"ArnLike": {"aws:SourceArn": "arn:aws:sns:*:*:*"}}), "fail"),
    "star": (allow(SERVICE, {"ArnLike": {"aws:SourceArn": "*"}}), "fail"),
    "bucket": (allow({"Service": "s3.amazonaws.com"}, {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::mine"}}), "pass"),
    "not": (allow(SERVICE, {"StringNotEquals": {"aws:SourceAccount": OTHER}}), "fail"),
    "if-exists": (allow(SERVICE, {"StringEqualsIfExists": {"aws:SourceAccount": HERE}}), "fail"),
    "org": (allow(SERVICE, {"StringEquals": {"aws:SourceOrgID": "o-abcdefghij"}}), "pass"),
    "tls": (allow(SERVICE, {"Bool": {"aws:SecureTransport": "true"}}), "fail"),
    "two": (allow({"Service": ["sns.amazonaws.com", "events.amazonaws.com"]}), "fail"),
    "denied": (allow(SERVICE, effect="Deny"), "pass"),
    "people": (allow({"AWS": f"arn:aws:iam::{THERE}:root"}), "pass"),
    "nothing": (None, "pass"),
}


def test_queues_bind_services(aws, judged):
    expected = queues(aws, BOUND)

    assert judged("sqs_queue_policy_services_bound") == expected


NAMED = {
    "own": (allow({"AWS": f"arn:aws:iam::{HERE}:root"}), "pass"),
    "foreign": (allow({"AWS": f"arn:aws:iam::{THERE}:role/reader"}), "fail"),
    "digits": (allow({"AWS": THERE}), "fail"),
    "known": (allow({"AWS": f"arn:aws:iam::{OTHER}:root"}), "pass"),
    "both": (allow({"AWS": [OTHER, THERE]}), "fail"),
    "denied": (allow({"AWS": THERE}, effect="Deny"), "pass"),
    "by-condition": (allow(ANYONE, {"StringEquals": {"aws:PrincipalAccount": THERE}}), "fail"),
    "by-source": (allow(SERVICE, {"StringEquals": {"aws:SourceAccount": THERE}}), "fail"),
    "by-arn": (allow(ANYONE, {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{THERE}:role/*"}}), "fail"),
    "by-source-arn": (allow(SERVICE, {"ArnLike": {"aws:SourceArn": f"arn:aws:sns:*:{THERE}:t"}}), "fail"),
    "not-foreign": (allow(ANYONE, {"StringNotEquals": {"aws:PrincipalAccount": THERE}}), "pass"),
    "assumed": (allow({"AWS": f"arn:aws:sts::{THERE}:assumed-role/r/s"}), "fail"),
    "own-condition": (allow(ANYONE, {"StringEquals": {"aws:PrincipalAccount": HERE}}), "pass"),
    "service": (allow(SERVICE), "pass"),
    "nothing": (None, "pass"),
}


def test_queues_name_accounts(aws, judged):
    expected = queues(aws, NAMED)

    assert judged("sqs_queue_accounts_approved", known_accounts=[OTHER]) == expected


def test_topics(aws, judged):
    sns = aws("sns")
    policies = {
        "closed": document(allow({"AWS": HERE}, action="sns:Publish")),
        "open": document(allow("*", action="sns:Publish")),
        "bound": document(allow(SERVICE, {"StringEquals": {"aws:SourceAccount": HERE}}, action="sns:Publish")),
        "unbound": document(allow({"Service": "events.amazonaws.com"}, action="sns:Publish")),
        "foreign": document(allow({"AWS": THERE}, action="sns:Publish")),
    }
    sns.create_topic(Name="default")  # AWS's own policy: everyone, if the topic's owner is the source
    for name, policy in policies.items():
        sns.create_topic(Name=name, Attributes={"Policy": policy})

    everyone = dict.fromkeys(("default", *policies), "pass")
    assert judged("sns_topic_policy_restricted") == everyone | {"open": "fail"}
    assert judged("sns_topic_policy_services_bound") == everyone | {"unbound": "fail", "open": "fail"}
    assert judged("sns_topic_accounts_approved") == everyone | {"foreign": "fail"}


def test_secrets(aws, judged):
    secrets = aws("secretsmanager")
    action = "secretsmanager:GetSecretValue"
    policies = {
        "closed": document(allow({"AWS": f"arn:aws:iam::{HERE}:role/app"}, action=action)),
        "open": document(allow("*", action=action)),
        "foreign": document(allow({"AWS": f"arn:aws:iam::{THERE}:root"}, action=action)),
    }
    secrets.create_secret(Name="bare", SecretString="x")
    for name, policy in policies.items():
        secrets.create_secret(Name=name, SecretString="x")
        secrets.put_resource_policy(SecretId=name, ResourcePolicy=policy)

    everyone = dict.fromkeys(("bare", *policies), "pass")
    assert named(judged("secretsmanager_secret_policy_restricted")) == everyone | {"open": "fail"}
    assert named(judged("secretsmanager_secret_accounts_approved")) == everyone | {"foreign": "fail"}


def named(results):
    """Leave out the six letters with which Secrets Manager ends each ARN."""
    return {name[:-7]: result for name, result in results.items()}


def test_repositories(aws, judged):
    ecr = aws("ecr")
    action = "ecr:BatchGetImage"
    for name, statement in {
        "closed": allow({"AWS": f"arn:aws:iam::{HERE}:root"}, action=action),
        "open": allow("*", action=action),
        "foreign": allow({"AWS": f"arn:aws:iam::{THERE}:root"}, action=action),
        "bare": None,
    }.items():
        ecr.create_repository(repositoryName=name)
        if statement:
            del statement["Resource"]
            ecr.set_repository_policy(repositoryName=name, policyText=document(statement))

    everyone = dict.fromkeys(("closed", "open", "foreign", "bare"), "pass")
    assert judged("ecr_repository_policy_restricted") == everyone | {"open": "fail"}
    assert judged("ecr_repository_accounts_approved") == everyone | {"foreign": "fail"}


@pytest.mark.parametrize(
    ("principal", "restricted", "approved"),
    [({"AWS": HERE}, "pass", "pass"), ({"AWS": THERE}, "pass", "fail")],
)
def test_registry(aws, judged, principal, restricted, approved):
    resource = f"arn:aws:ecr:eu-central-1:{HERE}:repository/*"
    policy = document(allow(principal, action="ecr:ReplicateImage", resource=resource, Sid="a"))
    aws("ecr").put_registry_policy(policyText=policy)

    assert list(judged("ecr_registry_policy_restricted").values()) == [restricted]
    assert list(judged("ecr_registry_accounts_approved").values()) == [approved]


def test_keys(aws, judged):
    kms = aws("kms")
    root = allow({"AWS": f"arn:aws:iam::{HERE}:root"}, action="kms:*")
    service = {"Service": "logs.eu-central-1.amazonaws.com"}
    cases = {
        "default": [root],
        "open": [root, allow("*", action="kms:Decrypt")],
        "via-account": [root, allow(ANYONE, {"StringEquals": {"kms:CallerAccount": HERE}}, action="kms:Decrypt")],
        "via-service": [
            root,
            allow(ANYONE, {"StringEquals": {"kms:ViaService": "s3.eu-central-1.amazonaws.com"}}, action="kms:Decrypt"),
        ],
        "foreign": [root, allow({"AWS": f"arn:aws:iam::{THERE}:root"}, action="kms:Decrypt")],
        "caller-foreign": [root, allow(ANYONE, {"StringEquals": {"kms:CallerAccount": THERE}}, action="kms:Decrypt")],
        "unbound": [root, allow({"Service": "cloudtrail.amazonaws.com"}, action="kms:GenerateDataKey*")],
        "bound": [
            root,
            allow(service, {"StringEquals": {"aws:SourceAccount": HERE}}, action="kms:GenerateDataKey*"),
        ],
    }
    ids = {}
    for name, statements in cases.items():
        ids[kms.create_key(Policy=document(*statements))["KeyMetadata"]["KeyId"]] = name

    def by_name(results):
        return {ids[key]: result for key, result in results.items()}

    everyone = dict.fromkeys(cases, "pass")
    assert by_name(judged("kms_key_policy_restricted")) == everyone | {"open": "fail", "via-service": "fail"}
    assert by_name(judged("kms_key_accounts_approved")) == everyone | {"foreign": "fail", "caller-foreign": "fail"}
    free = dict.fromkeys(("unbound", "open", "via-service"), "fail")
    assert by_name(judged("kms_key_policy_services_bound")) == everyone | free


def test_catalog(aws, judged):
    glue = aws("glue")
    resource = f"arn:aws:glue:eu-central-1:{HERE}:*"
    glue.put_resource_policy(PolicyInJson=document(allow({"AWS": THERE}, action="glue:*", resource=resource)))

    assert list(judged("glue_resource_policy_restricted").values()) == ["pass"]
    assert list(judged("glue_resource_policy_accounts_approved").values()) == ["fail"]


def test_file_systems(aws, judged):
    efs = aws("efs")
    mounted = {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}
    plain = {"Bool": {"aws:SecureTransport": "false"}}
    action = "elasticfilesystem:ClientMount"
    cases = {
        "bare": [],
        "open": [allow(ANYONE, action=action)],
        "mounted": [allow(ANYONE, mounted, action=action)],
        "tls": [allow(ANYONE, mounted, action=action), allow(ANYONE, plain, effect="Deny", action="*")],
        "tls-if-exists": [allow(ANYONE, {"BoolIfExists": {"aws:SecureTransport": "false"}}, effect="Deny", action="*")],
        "wrong-tls": [
            allow(ANYONE, mounted, action=action),
            allow(ANYONE, {"Bool": {"aws:SecureTransport": "true"}}, effect="Deny", action="*"),
        ],
        "foreign": [allow({"AWS": f"arn:aws:iam::{THERE}:root"}, action=action)],
    }
    ids = {}
    for name, statements in cases.items():
        made = efs.create_file_system(CreationToken=name, Encrypted=name != "bare")
        ids[made["FileSystemId"]] = name
        if statements:
            efs.put_file_system_policy(FileSystemId=made["FileSystemId"], Policy=document(*statements))

    def by_name(results):
        return {ids[key]: result for key, result in results.items()}

    everyone = dict.fromkeys(cases, "pass")
    # Without a policy EFS lets in whoever reaches a mount target.
    assert by_name(judged("efs_file_system_policy_restricted")) == everyone | {"open": "fail"}
    assert by_name(judged("efs_file_system_tls_required")) == dict.fromkeys(cases, "fail") | {
        "tls": "pass",
        "tls-if-exists": "pass",
    }
    assert by_name(judged("efs_file_system_accounts_approved")) == everyone | {"foreign": "fail"}
    assert by_name(judged("efs_file_system_encrypted")) == everyone | {"bare": "fail"}


def test_functions(aws, judged):
    iam, client = aws("iam"), aws("lambda")
    trust = document({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"})
    role = iam.create_role(RoleName="f", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    grants = {
        "bare": None,
        "open": {"Principal": "*"},
        "organization": {"Principal": "*", "PrincipalOrgID": "o-abcdefghij"},
        "foreign": {"Principal": THERE},
        "unbound": {"Principal": "s3.amazonaws.com"},
        "bound": {"Principal": "s3.amazonaws.com", "SourceAccount": HERE, "SourceArn": "arn:aws:s3:::mine"},
        "bucket": {"Principal": "s3.amazonaws.com", "SourceArn": "arn:aws:s3:::mine"},
    }
    for name, grant in grants.items():
        client.create_function(
            FunctionName=name,
            Runtime="python3.12",
            Role=role,
            Handler="a.b",
            Code={"ZipFile": b"x"},
            Environment={"Variables": {"DB_PASSWORD": "hunter2"} if name == "open" else {"STAGE": "test"}},
            TracingConfig={"Mode": "Active" if name == "open" else "PassThrough"},
        )
        if grant:
            client.add_permission(FunctionName=name, StatementId="a", Action="lambda:InvokeFunction", **grant)

    everyone = dict.fromkeys(grants, "pass")
    assert judged("lambda_function_policy_restricted") == everyone | {"open": "fail"}
    assert judged("lambda_function_policy_services_bound") == everyone | {"unbound": "fail", "open": "fail"}
    assert judged("lambda_function_accounts_approved") == everyone | {"foreign": "fail", "organization": "fail"}
    known = {"known_accounts": ["o-abcdefghij", THERE]}
    assert judged("lambda_function_accounts_approved", **known) == everyone
    unread = {"*": "unknown"}  # moto does not list provisioned concurrency, by which a version may be in use
    assert judged("lambda_function_secrets_referenced") == everyone | {"open": "fail"} | unread
    assert judged("lambda_function_tracing_active") == dict.fromkeys(grants, "fail") | {"open": "pass"} | unread
    assert judged("lambda_function_code_signed") == dict.fromkeys(grants, "fail") | unread
