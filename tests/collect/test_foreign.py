"""An answer counts only if it is that operation's: held against every operation that a table asks."""

import gzip
import json
import re
from xml.etree import ElementTree

import pytest

from tests import wire
from tests.collect.faults import one_account_each
from tests.models import operation
from toolkit.assess import assess
from toolkit.collect.foreign import ROOTS, flaw_of
from toolkit.tables import TABLES

OPERATIONS = sorted({(table.service, name) for table in TABLES.values() for name in table.operations})
PROVEN = {"x-amzn-requestid": "b7b3b953"}
XML = [
    b"",
    b"<",
    b"<html><body>Blocked</body></html>",
    b"<!DOCTYPE html><html><p>Sign in<br></html>",
    b'<?xml version="1.0"?><Error><Code>Blocked</Code><Message>by proxy</Message></Error>',
    b"<ErrorResponse><Error><Code>Blocked</Code></Error></ErrorResponse>",
    b"<Response><Errors><Error><Code>Blocked</Code></Error></Errors></Response>",
    b"<R/>",
    b"<GetCaptchaResponse><GetCaptchaResult/></GetCaptchaResponse>",
    b"{}",
    b'{"error": "blocked"}',
    b'<?xml version="1.0" encoding="x-none"?><R/>',
    b'<?xml version="1.0" encoding="utf-7"?><R/>',
]
JSON = [
    b"",
    b"[]",
    b"null",
    b'"blocked"',
    b"{",
    b"<html><body>Blocked</body></html>",
    b"<Error><Code>Blocked</Code></Error>",
    b'{"error": "blocked by corporate proxy"}',
    b'{"__type": "AccessDeniedException", "message": "no"}',
    b'{"__type": "com.amazon.coral#InternalFailure"}',
    b'{"message": "Forbidden"}',
    b'{"Message": null}',
    b'{"Code": "Blocked", "Reason": "policy"}',
    b'{"errors": [{"detail": "blocked"}]}',
    b'{"status": "blocked", "message": "by proxy"}',
    b'{"nextToken": null, "NextToken": null, "Error": {"Code": "Blocked"}}',
    b'{"__type": "AccessDenied"}',
    b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
]
# Beside members that are the operation's.
ENVELOPES = [
    {"error": "blocked"},
    {"__type": "Throttling"},
    {"__type": "com.amazon.coral.service#UnrecognizedClientException"},
    {"Exception": "java.net.ConnectException"},
    {"statusCode": 503},
    {"Code": "Blocked", "Reason": "policy"},
    {"title": "Forbidden", "detail": "by policy"},
    {"faultstring": "no route"},
]


def is_json(service, name):
    return "json" in operation(service, name).service_model.resolved_protocol


def emptied(answer):
    """Leave nothing in the lists of an answer, as where there is no resource."""
    return {name: [] if isinstance(value, list) else value for name, value in answer.items()}


def body_of(service, name, answer):
    _, headers, body = wire.written(service, name, answer)
    return {key.lower(): value for key, value in headers.items()}, body


@pytest.mark.parametrize(("service", "name"), OPERATIONS, ids="-".join)
def test_of_every_operation_its_own_answer_counts_and_no_other(service, name):
    model, full = operation(service, name), wire.content(service, name)

    assert [flaw_of(model, *body_of(service, name, answer)) for answer in (full, emptied(full))] == ["", ""]
    foreign = JSON if is_json(service, name) else XML
    assert [body for body in foreign if not flaw_of(model, PROVEN, body)] == []


def test_no_operation_takes_the_answer_of_another_service_for_its_own():
    """Nor, where the form tells them apart, that of another operation of the same service."""
    samples = [
        ("iam", "list_users"),
        ("ec2", "describe_vpcs"),
        ("s3", "list_buckets"),
        ("route53", "list_hosted_zones"),
    ]
    samples += [
        ("logs", "describe_log_groups"),
        ("kms", "list_keys"),
        ("lambda", "list_functions"),
        ("sqs", "list_queues"),
    ]
    bodies = {one: body_of(*one, wire.content(*one)) for one in samples}
    taken = [
        (one, other)
        for one in OPERATIONS
        for other, (headers, body) in bodies.items()
        if one != other and not flaw_of(operation(*one), headers, body)
    ]
    assert taken == []


@pytest.mark.parametrize(
    "told", ['"__type": "com.amazon.coral#ServiceUnavailableException"', '"__type": "InternalFault"', '"Message": "no"']
)
def test_an_answer_that_tells_of_an_error_beside_its_own_members_is_none(told):
    body = f'{{"logGroups": [], {told}}}'.encode()

    assert flaw_of(operation("logs", "describe_log_groups"), PROVEN, body) == "it speaks of an error"


@pytest.mark.parametrize(("service", "name"), [one for one in OPERATIONS if is_json(*one)], ids="-".join)
def test_an_object_that_says_nothing_counts_only_with_the_id_that_aws_gives(service, name):
    """Amazon SQS leaves out an empty list, and others even what their models require; a proxy knows no id of AWS."""
    model = operation(service, name)
    silent = [{}, dict.fromkeys(full_names(model)), {one: "" for one in full_names(model) if one.endswith("Token")}]
    assert [answer for answer in silent if not flaw_of(model, {}, json_body(answer))] == []
    assert flaw_of(model, PROVEN, b"{}") == ""


@pytest.mark.parametrize(("service", "name"), [one for one in OPERATIONS if is_json(*one)], ids="-".join)
def test_members_of_an_operation_prove_nothing_beside_an_error_or_in_another_form(service, name):
    model = operation(service, name)
    headers, body = body_of(service, name, emptied(wire.content(service, name)))
    own = json.loads(body)
    words = [one for one in ENVELOPES if not one.keys() & full_names(model).keys()]
    forms = [own | {one: wrong} for one in full_names(model, "list") for wrong in ({}, "", "blocked", 0)]
    forms += [own | {one: wrong} for one in full_names(model, "structure", "map") for wrong in ([], "blocked")]

    believed = [one for one in [*(own | one for one in words), *forms] if not flaw_of(model, headers, json_body(one))]
    assert believed == []
    assert flaw_of(model, headers, json_body(own | {"__type": f"com.amazonaws#{model.name}Response"})) == ""


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_json_that_botocore_takes_for_empty_is_foreign(encoding):
    body = '{"Functions": [{"FunctionName": "a"}]}'
    assert flaw_of(operation("lambda", "list_functions"), PROVEN, body.encode()) == ""
    assert flaw_of(operation("lambda", "list_functions"), PROVEN, body.encode(encoding)) == "it is no object in JSON"


@pytest.mark.parametrize(("service", "name"), [one for one in OPERATIONS if not is_json(*one)], ids="-".join)
def test_the_root_of_an_operation_proves_nothing_around_an_error_or_a_text(service, name):
    model = operation(service, name)
    if model.has_streaming_output or (model.output_shape and flaw_of(model, {}, b"{}") == "it is no policy"):
        return
    headers, body = body_of(service, name, wire.content(service, name))
    root = ElementTree.fromstring(body)
    ElementTree.SubElement(ElementTree.SubElement(root, "Error"), "Code").text = "InternalError"
    assert flaw_of(model, headers, ElementTree.tostring(root)) == "it speaks of an error"
    root = ElementTree.fromstring(body)
    root.text = "Service unavailable"
    assert flaw_of(model, headers, ElementTree.tostring(root)) == "it is a text"


def full_names(model, *types):
    """Names in the body of an answer's members, of some types."""
    shape = model.output_shape.members.get(model.output_shape.serialization.get("payload"), model.output_shape)
    return {
        one.serialization.get("name", member): None
        for member, one in shape.members.items()
        if "location" not in one.serialization and (not types or one.type_name in types)
    }


def json_body(answer):
    return json.dumps(answer).encode()


ROOT = {
    ("s3", "get_bucket_versioning"): b'<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>',
    ("s3", "get_bucket_logging"): b"<BucketLoggingStatus/>",
    ("s3", "list_buckets"): b"<ListAllMyBucketsResult><Owner><ID>1</ID></Owner><Buckets/></ListAllMyBucketsResult>",
    ("s3", "list_directory_buckets"): b"<ListAllMyDirectoryBucketsResult><Buckets/></ListAllMyDirectoryBucketsResult>",
    ("s3", "get_bucket_tagging"): b"<Tagging><TagSet/></Tagging>",
    ("s3", "get_bucket_acl"): b"<AccessControlPolicy><AccessControlList/></AccessControlPolicy>",
    ("s3", "get_bucket_lifecycle_configuration"): b"<LifecycleConfiguration><Rule/></LifecycleConfiguration>",
    ("s3control", "get_access_point"): b"<GetAccessPointResult><Name>a</Name></GetAccessPointResult>",
    ("s3control", "list_access_points"): b"<ListAccessPointsResult><AccessPointList/></ListAccessPointsResult>",
    ("cloudfront", "list_distributions"): b"<DistributionList><Quantity>0</Quantity></DistributionList>",
    ("cloudfront", "get_distribution"): b"<a:Distribution xmlns:a='b'><a:Id>1</a:Id></a:Distribution>",
    ("ec2", "describe_vpcs"): b"<DescribeVpcsResponse><requestId>1</requestId><vpcSet/></DescribeVpcsResponse>",
    ("ec2", "describe_subnets"): b"<DescribeSubnetsResponse><requestId>1</requestId></DescribeSubnetsResponse>",
    (
        "iam",
        "list_users",
    ): b"<ListUsersResponse><ResponseMetadata/><ListUsersResult><Users/></ListUsersResult></ListUsersResponse>",
}


@pytest.mark.parametrize(("asked", "body"), ROOT.items(), ids=["-".join(one) for one in ROOT])
def test_roots_are_those_of_aws(asked, body):
    assert flaw_of(operation(*asked), {}, body) == ""
    root = re.search(rb"<((\w+:)?\w+)", body)[1]
    assert flaw_of(operation(*asked), {}, body.replace(root, b"Error")) == "its root element is another"


def test_every_root_that_a_model_does_not_name_is_that_of_an_operation():
    assert set(ROOTS) <= {operation(*one).name for one in OPERATIONS}


@pytest.mark.parametrize("body", [b"{}", b'{"error": "blocked"}', b"<html/>", b'"a"', b'[{"Statement": 1}]'])
def test_a_policy_that_is_none_is_not_taken_for_one(body):
    assert flaw_of(operation("s3", "get_bucket_policy"), PROVEN, body) == "it is no policy"


PAGES = [
    (200, {"Content-Type": "text/html"}, b"<html>Sign in</html>"),
    (200, {"Content-Type": "text/html"}, b'{"error": "blocked"}'),
    (200, {"Content-Type": "application/json"}, b'{"__type": "UnknownOperationException"}'),
    (200, {"Content-Type": "text/xml"}, b"<Error><Code>Blocked</Code></Error>"),
    (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"<html>Sign in</html>")),
    (204, {}, b""),
    (302, {"Location": "http://127.0.0.1:9/"}, b"<html>Moved</html>"),
    (300, {}, b"{}"),
]
ASKED = ["ec2_security_group", "iam_user", "lambda_function", "logs_group", "rds_instance", "route53_zone"]


def test_one_page_of_a_proxy_empties_no_table(tmp_path):
    asked = [name for name in ASKED if name in TABLES]
    inventory = one_account_each(tmp_path, lambda number, _: PAGES[number], [asked] * len(PAGES))

    assert set(inventory.coverage["status"]) == {"failed"}
    assert len(inventory.coverage) == len(PAGES) * len(asked) >= len(PAGES) * 5
    assert set(inventory.ledger["outcome"]) == {"failed"}
    assert set(assess(inventory)["result"]) == {"unknown"}
    said = inventory.coverage["error"]
    assert said.str.contains("Something else than AWS gave this answer").sum() >= 6 * len(asked)


def test_every_protocol_is_one_that_is_looked_into():
    """A version of botocore that speaks another, such as CBOR, must not make every answer foreign."""
    used = {operation(*one).service_model.resolved_protocol for one in OPERATIONS}
    assert used <= {"ec2", "json", "query", "rest-json", "rest-xml"}


def test_members_of_another_answer_beside_an_empty_page_are_foreign_even_with_an_id():
    body = b'{"status": "ok", "items": [], "nextToken": null}'

    assert flaw_of(operation("ecs", "list_clusters"), PROVEN, body)
    assert not flaw_of(operation("ecs", "list_clusters"), PROVEN, b'{"nextToken": null}')
