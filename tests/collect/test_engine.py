"""One table from one account and Region: pages, parents, details, refusals and answers that do not fit."""

# ruff: noqa: N801 - a table's class is its name
from __future__ import annotations

import socket
import threading

import boto3
import pandas as pd
import pytest
from botocore.config import Config

from tests.conftest import ACCOUNT, REGION
from tests.endpoint import endpoint, json_answer
from toolkit.collect.engine import Place, collect_table
from toolkit.collect.ledger import Ledger, record
from toolkit.model import column, detail, table
from toolkit.tables import TABLES

ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:"
USERS = [
    {
        "UserName": name,
        "Path": "/",
        "UserId": "AIDA0123456789ABCDEF",
        "Arn": f"arn:aws:iam::123456789012:user/{name}",
        "CreateDate": "2026-01-01T00:00:00Z",
    }
    for name in ("anna", "ben")
]
KEY = {
    "UserName": "ben",
    "AccessKeyId": "AKIA0123456789ABCDEF",
    "Status": "Active",
    "CreateDate": "2026-01-01T00:00:00Z",
}


def page(*names, more=""):
    secrets = {"SecretList": [{"ARN": ARN + name, "Name": name} for name in names]}
    return secrets | ({"NextToken": more} if more else {})


@pytest.fixture
def asked():
    """`asked(table, url)` collects a table from an endpoint, without a second attempt."""

    def collect(declared, url, **config):
        once = Config(retries={"total_max_attempts": 1}, **config)
        client = boto3.client(declared.service, region_name=REGION, endpoint_url=url, config=once)
        record(client)
        with Ledger(ACCOUNT, REGION, declared.name, "") as ledger:
            got = collect_table(client, declared, Place(ACCOUNT, REGION, "aws"), ledger)
        return got, ledger.calls

    return collect


def test_rows_of_all_pages_are_kept_each_with_the_call_that_listed_it(answered):
    frame = answered("secretsmanager_secret", ("list_secrets", page("a", "b", more="2")), ("list_secrets", page("c")))

    first, second = (call.call_id for call in frame.attrs["calls"])
    assert frame[["name", "call_id"]].to_numpy().tolist() == [["a", first], ["b", first], ["c", second]]
    assert frame.attrs["status"] == "observed"


def test_a_row_names_its_listing_call_though_details_were_called_in_between(answered):
    frame = answered(
        "dynamodb_table",
        ("list_tables", {"TableNames": ["carts", "orders"]}),
        *[("describe_table", {"Table": {}}), ("describe_continuous_backups", "AccessDenied")] * 2,
    )

    assert frame["call_id"].tolist() == [frame.attrs["calls"][0].call_id] * 2
    about = [(call.operation, call.resource_id.rpartition("/")[2]) for call in frame.attrs["calls"]]
    assert about == [
        ("ListTables", ""),
        ("DescribeTable", "carts"),
        ("DescribeContinuousBackups", "carts"),
        ("DescribeTable", "orders"),
        ("DescribeContinuousBackups", "orders"),
    ]


def test_a_denied_second_page_leaves_the_rows_of_the_first_and_the_table_denied(answered):
    frame = answered(
        "secretsmanager_secret",
        ("list_secrets", page("a", more="2")),
        ("list_secrets", "AccessDeniedException: no such right"),
    )

    assert frame["name"].tolist() == ["a"]
    assert frame.attrs["status"] == "denied"
    assert "no such right" in frame.attrs["error"]


def test_a_parent_that_is_gone_has_no_rows_and_is_no_refusal(answered):
    frame = answered(
        "iam_access_key",
        ("list_users", {"Users": USERS}),
        ("list_access_keys", "NoSuchEntity"),
        ("list_access_keys", {"AccessKeyMetadata": [KEY]}),
    )

    assert frame["user_name"].tolist() == ["ben"]
    assert frame.attrs["status"] == "observed"
    assert frame.attrs["error"] == ""


def test_a_denied_parent_keeps_the_rows_of_the_others_and_denies_the_table(answered):
    frame = answered(
        "iam_access_key",
        ("list_users", {"Users": USERS}),
        ("list_access_keys", "AccessDenied"),
        ("list_access_keys", {"AccessKeyMetadata": [KEY]}),
    )

    assert frame["user_name"].tolist() == ["ben"]
    assert frame.attrs["status"] == "denied"


def test_a_denied_listing_of_parents_denies_the_table(answered):
    frame = answered("iam_access_key", ("list_users", "AccessDenied"))

    assert len(frame) == 0
    assert frame.attrs["status"] == "denied"


@pytest.mark.parametrize("code", ["AccessDeniedException", "ResourceNotFoundException", "InternalServerError"])
def test_columns_of_a_detail_that_aws_does_not_answer_are_unknown_and_the_others_known(answered, code):
    backups = {
        "ContinuousBackupsStatus": "ENABLED",
        "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "ENABLED"},
    }
    frame = answered(
        "dynamodb_table",
        ("list_tables", {"TableNames": ["orders"]}),
        ("describe_table", code),
        ("describe_continuous_backups", {"ContinuousBackupsDescription": backups}),
    )

    row = frame.iloc[0]
    assert frame.attrs["status"] == "observed"
    assert row[["name", "point_in_time_recovery"]].tolist() == ["orders", True]
    unknown = ["created_at", "status", "billing_mode", "sse_type", "kms_key_id", "deletion_protection"]
    assert row[unknown].isna().all()


def test_a_detail_without_something_to_ask_about_is_not_called_and_there_is_none(answered):
    frame = answered("guardduty_detector", ("list_detectors", {"DetectorIds": []}))

    assert frame[["status", "enabled"]].to_numpy().tolist() == [["off", False]]


@table("dynamodb:list_tables", resource_type="AWS::DynamoDB::Table", key="value")
class chained:
    about = detail("describe_table", TableName="value")
    tagging = detail("list_tags_of_resource", ResourceArn="about.Table.TableArn")

    tags: str = column("tags_json(tagging.Tags)", "Tags as JSON.", absent="{}")


def test_a_detail_that_asks_about_a_refused_answer_is_unobserved(answered):
    listed = ("list_tables", {"TableNames": ["orders"]})
    refused = answered(chained, listed, ("describe_table", "AccessDeniedException"))
    nothing = answered(chained, listed, ("describe_table", {"Table": {}}))

    assert refused["tags"].isna().tolist() == [True]
    assert nothing["tags"].tolist() == ["{}"]


def test_the_words_of_an_error_tell_there_is_none_from_a_refusal_with_the_same_code(answered):
    off = answered("securityhub_hub", ("describe_hub", "InvalidAccessException: Account is not subscribed to it"))
    refused = answered("securityhub_hub", ("describe_hub", "InvalidAccessException: Not permitted"))

    assert off["enabled"].tolist() == [False]
    assert (off.attrs["status"], off.attrs["calls"][0].outcome) == ("observed", "absent")
    assert len(refused) == 0
    assert (refused.attrs["status"], refused.attrs["calls"][0].outcome) == ("not_enabled", "not_enabled")


@pytest.mark.parametrize(
    ("code", "status"),
    [("OptInRequired", "not_enabled"), ("Throttling", "failed"), ("AccessDeniedException", "denied")],
)
def test_the_status_of_a_table_follows_from_the_error_of_its_listing(answered, code, status):
    frame = answered("kms_key", ("list_keys", code))

    assert frame.attrs["status"] == status


def test_an_answer_that_cannot_be_parsed_fails_the_table(asked):
    with endpoint(lambda _: (200, {"Content-Type": "text/xml"}, b"<html>busy")) as url:
        got, calls = asked(TABLES["iam_account"], url)

    assert (got.status, len(got.rows)) == ("failed", 0)
    assert [(call.outcome, call.error_code) for call in calls] == [("failed", "ResponseParserError")]


def test_an_answer_with_a_time_that_does_not_exist_fails_the_table(asked):
    keys = {"SecretList": [{"Name": "a", "ARN": ARN + "a", "CreatedDate": 1e18}]}
    with endpoint(lambda _: json_answer(keys)) as url:
        got, _ = asked(TABLES["secretsmanager_secret"], url)

    assert (got.status, len(got.rows)) == ("failed", 0)
    assert got.error != ""


def test_a_second_page_that_cannot_be_parsed_leaves_the_rows_of_the_first_and_fails_the_table(asked):
    answers = [json_answer(page("a", more="2")), (200, {"Content-Type": "text/html"}, b"<html>busy")]
    with endpoint(lambda _: answers.pop(0)) as url:
        got, _ = asked(TABLES["secretsmanager_secret"], url)

    assert got.rows["name"].tolist() == ["a"]
    assert got.status == "failed"


def test_a_page_of_a_proxy_is_no_empty_answer(asked):
    with endpoint(lambda _: (200, {"Content-Type": "text/html"}, b"<html>Sign in to the network")) as url:
        got, calls = asked(TABLES["logs_group"], url)

    assert got.status == "failed"
    assert [(call.outcome, call.error_code) for call in calls] == [("failed", "ResponseParserError")]


@pytest.mark.parametrize("name", ["ec2_snapshot", "ec2_security_group_rule", "s3_bucket", "iam_group"])
@pytest.mark.parametrize("body", [b"<html>Sign in</html>", b"<!DOCTYPE html><p>Sign in", b""])
def test_a_page_of_a_proxy_is_no_empty_list_where_aws_speaks_xml(asked, name, body):
    with endpoint(lambda _: (200, {"Content-Type": "text/html"}, body)) as url:
        got, _ = asked(TABLES[name], url)

    assert (got.status, len(got.rows)) == ("failed", 0)


REPORT = (
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,mfa_active,"
    "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date\n"
    "<root_account>,arn:aws:iam::123456789012:root,2020-01-01T00:00:00+00:00,not_supported,2026-05-01T00:00:00+00:00,"
    "not_supported,true,false,N/A,N/A,false,N/A,N/A\n"
)


@pytest.mark.parametrize(
    ("region", "report", "status"),
    [
        (REGION, REPORT.splitlines()[0], "failed"),  # the root user is missing
        ("cn-north-1", REPORT.splitlines()[0], "observed"),  # accounts of AWS China have none
        ("us-gov-west-1", REPORT.splitlines()[0], "observed"),
        ("cn-north-1", "", "failed"),
        ("cn-north-1", "Sign in to go on", "failed"),
    ],
)
def test_a_credential_report_of_no_user_counts_where_there_may_be_none(answered, region, report, status):
    frame = answered(
        "iam_credential",
        ("generate_credential_report", {"State": "COMPLETE"}),
        ("get_credential_report", {"Content": report.encode(), "ReportFormat": "text/csv"}),
        region=region,
    )

    assert (frame.attrs["status"], len(frame)) == (status, 0)


def test_an_answer_that_cannot_be_parsed_leaves_a_detail_unobserved(asked):
    def answer(request):
        garbage = (200, {"Content-Type": "application/x-amz-json-1.0"}, b"<html>busy")
        return json_answer({"TableNames": ["orders"]}) if request.operation == "ListTables" else garbage

    with endpoint(answer) as url:
        got, _ = asked(chained, url)

    assert got.status == "observed"
    assert got.rows["tags"].isna().tolist() == [True]


def test_a_refused_connection_fails_the_table(asked):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # bound, and nobody listens
        got, calls = asked(TABLES["logs_group"], f"http://127.0.0.1:{unused.getsockname()[1]}")

    assert (got.status, len(got.rows)) == ("failed", 0)
    assert calls[0].error_code == "EndpointConnectionError"


def test_a_read_time_out_fails_the_table(asked):
    ended = threading.Event()

    def late(_):
        ended.wait(30)
        return json_answer({})

    with endpoint(late) as url:
        got, calls = asked(TABLES["logs_group"], url, read_timeout=0.2)
        ended.set()

    assert got.status == "failed"
    assert calls[0].error_code == "ReadTimeoutError"


@table("logs:describe_log_groups", resource_type="AWS::Logs::LogGroup", key="logGroupName", limit="'many'")
class wrongly_asked:
    name: str = column("logGroupName", "Name.")


def test_arguments_that_botocore_refuses_fail_the_table(asked):
    got, _ = asked(wrongly_asked, "http://127.0.0.1:1")  # nothing is sent

    assert got.status == "failed"
    assert "Invalid type for parameter limit" in got.error


@table("logs:describe_log_groups", resource_type="AWS::Logs::LogGroup", key="logGroupName")
class number:
    value: int = column("logGroupName", "A name that is taken for a number.")


@table("logs:describe_log_groups", resource_type="AWS::Logs::LogGroup", key="logGroupName")
class truth:
    value: bool = column("logGroupName", "A name that is taken for a truth value.")


@table("logs:describe_log_groups", resource_type="AWS::Logs::LogGroup", key="logGroupName")
class day:
    value: datetime = column("logGroupName", "A name that is taken for a day.")  # noqa: F821


@pytest.mark.parametrize(
    ("declared", "answer"), [(number, "many"), (number, "1.5"), (truth, "perhaps"), (day, "soon"), (day, "99999-01-01")]
)
def test_a_value_of_another_type_fails_the_table_and_names_the_column(answered, declared, answer):
    frame = answered(declared, ("describe_log_groups", {"logGroups": [{"logGroupName": answer}]}))

    assert len(frame) == 0
    assert frame.dtypes.astype(str).to_dict() == declared.dtypes
    assert frame.attrs["status"] == "failed"
    assert f"{declared.name} does not fit what AWS answered: column value" in frame.attrs["error"]


@pytest.mark.parametrize("answer", [{"logGroups": None}, {}])
def test_a_list_that_is_null_or_missing_is_empty(asked, answer):
    with endpoint(lambda _: json_answer(answer)) as url:
        got, _ = asked(TABLES["logs_group"], url)

    assert (got.status, len(got.rows)) == ("observed", 0)


def test_a_function_over_a_missing_list_finds_nothing(answered):
    frame = answered("iam_user", ("get_account_authorization_details", {"UserDetailList": [USERS[0]]}))

    assert frame[["groups", "group_names", "tags"]].to_numpy().tolist() == [[0, "", "{}"]]


def test_the_credential_report_is_waited_for_and_read(answered):
    frame = answered(
        "iam_credential",
        ("generate_credential_report", {"State": "STARTED"}),
        ("generate_credential_report", {"State": "COMPLETE"}),
        ("get_credential_report", {"Content": REPORT.encode(), "ReportFormat": "text/csv"}),
    )

    root = frame.iloc[0]
    assert root[["root", "mfa_active", "password_enabled", "access_key_1_active"]].tolist() == [
        True,
        True,
        False,
        False,
    ]
    assert root["created_at"] == pd.Timestamp("2020-01-01", tz="UTC")
    assert root["access_key_1_last_rotated"] == "N/A"
    assert root["call_id"] == frame.attrs["calls"][2].call_id
    assert frame["resource_id"].tolist() == ["arn:aws:iam::123456789012:root"]


def test_a_credential_report_that_is_not_to_be_had_fails_or_denies_the_table(answered):
    ready = ("generate_credential_report", {"State": "COMPLETE"})
    assert answered("iam_credential", ready, ("get_credential_report", "ReportExpired")).attrs["status"] == "failed"
    assert answered("iam_credential", ("generate_credential_report", "AccessDenied")).attrs["status"] == "denied"


def test_a_credential_report_with_a_broken_time_fails_the_table(answered):
    broken = REPORT.replace("2020-01-01T00:00:00+00:00", "a while ago")
    frame = answered(
        "iam_credential",
        ("generate_credential_report", {"State": "COMPLETE"}),
        ("get_credential_report", {"Content": broken.encode(), "ReportFormat": "text/csv"}),
    )

    assert (frame.attrs["status"], len(frame)) == ("failed", 0)
    assert "column created_at" in frame.attrs["error"]
