"""Answers that are not as AWS's model says: nothing is invented, and what cannot be read is no empty list."""

import json
import re

from tests import wire
from tests.collect.faults import account_of, calls, one_account_each, timeless
from tests.endpoint import json_answer
from toolkit.assess import assess

CANARIES = [
    "ghp_0123456789abcdefghijklmnopqrstuvwxyz",
    "canary-9f31",
]  # a credential by its form, and a secret without one


def with_more(request):
    """Add members that no model knows."""
    status, headers, body = wire.estate(request)
    if b'"Statement"' in body[:60]:  # a bucket's policy, whose words no model has
        return status, headers, body
    if body[:1] == b"{":
        added = json.loads(body)
        for value in added.values():
            for item in value if isinstance(value, list) else ():
                if isinstance(item, dict):
                    item["NeverSeen"] = {"a": [1, None]}
        return status, headers, json.dumps(added | {"NeverSeen": [{"b": "c"}]}).encode()
    return (
        status,
        headers,
        re.sub(rb"</(member|item|Bucket|Tag)>|</\w+>$", rb"<NeverSeen><a>1</a></NeverSeen>\g<0>", body),
    )


def test_members_that_no_model_knows_change_nothing(run_at, undisturbed):
    inventory = run_at(with_more)

    assert timeless(inventory) == timeless(undisturbed)
    assert calls(inventory) == calls(undisturbed)


def with_less(request):
    """Leave out every second member of every structure below the top, and every detail."""
    service, name = wire.operation_of(request)
    if service == "sts" or name.endswith("credential_report"):
        return wire.estate(request)
    return wire.written(service, name, {member: _less(value) for member, value in wire.content(service, name).items()})


def _less(value):
    match value:
        case dict():
            return {name: _less(inner) for number, (name, inner) in enumerate(value.items()) if number % 2}
        case list():
            return [_less(inner) for inner in value]
    return value


def test_members_that_are_missing_make_no_row_without_an_id_and_no_row_more(run_at, undisturbed):
    inventory = run_at(with_less)

    assert set(inventory.coverage["status"]) == {"observed", "failed"}
    failed = inventory.coverage[inventory.coverage["status"].eq("failed")]
    assert (failed["rows"] == 0).all()
    for name, frame in inventory.tables.items():
        assert frame["resource_id"].notna().all()
        assert len(frame) <= len(undisturbed[name])
    assert set(calls(inventory)) <= set(calls(undisturbed))
    refused = set(failed["table"])
    assert "pass" not in set(assess(inventory)[lambda o: o["evidence"].str.split(" ").str[0].isin(refused)]["result"])


GROUP = {"logGroupName": "a", "arn": "arn:a:*"}


LISTS = [
    ('{"logGroups": []}', "observed", 0),
    ('{"logGroups": null, "nextToken": null}', "observed", 0),
    ('{"logGroups": [%s], "nextToken": ""}', "observed", 1),
    ('{"logGroups": [null]}', "failed", 0),
    ('{"logGroups": [{}]}', "failed", 0),
    ('{"logGroups": [%s, {"logGroupName": null}]}', "failed", 0),
    ('{"logGroups": {"a": "b"}}', "failed", 0),
    ('{"logGroups": "none"}', "failed", 0),
    ('{"logGroups": [%s', "failed", 0),
    ('{"logGroups": [%s]} }', "failed", 0),
    ("[]", "failed", 0),
]


def test_lists_that_are_empty_null_or_none(tmp_path):
    def answer(number, _):
        return 200, {}, LISTS[number][0].replace("%s", json.dumps(GROUP)).encode()

    inventory = one_account_each(tmp_path, answer, [["logs_group"]] * len(LISTS))
    seen = inventory.coverage[["status", "rows"]].itertuples(index=False, name=None)
    assert [(body, *got) for (body, _, _), got in zip(LISTS, seen, strict=True)] == LISTS


NUMBERS = {
    "365": 365,
    str(2**63 - 1): 2**63 - 1,
    str(2**63): None,
    str(2**70): None,
    "1e400": None,
    "-1e300": None,
    "1.5": None,
}


def test_a_number_is_kept_to_the_last_digit_or_the_table_fails(tmp_path):
    def answer(number, _):
        return (
            200,
            {},
            json.dumps({"logGroups": [GROUP | {"retentionInDays": "?"}]})
            .replace('"?"', list(NUMBERS)[number])
            .encode(),
        )

    inventory = one_account_each(tmp_path, answer, [["logs_group"]] * len(NUMBERS))
    found = inventory["logs_group"].set_index("account_id")["retention_days"].to_dict()
    assert {said: found.get(account_of(n)) for n, said in enumerate(NUMBERS)} == NUMBERS
    assert inventory.coverage["status"].tolist() == [
        "failed" if days is None else "observed" for days in NUMBERS.values()
    ]


DATES = {
    "2026-01-01T00:00:00Z": "2026-01-01T00:00:00Z",
    "2026-01-01T14:00:00+14:00": "2026-01-01T00:00:00Z",
    "2025-12-31T12:00:00-12:00": "2026-01-01T00:00:00Z",
    "2026-01-01T05:45:00+0545": "2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00": "2026-01-01T00:00:00Z",
    "Thu, 01 Jan 2026 00:00:00 GMT": "2026-01-01T00:00:00Z",
    "1767225600": "2026-01-01T00:00:00Z",
    "1601-01-01T00:00:00Z": "1601-01-01T00:00:00Z",
    "2026-13-45T00:00:00Z": None,
    "0000-00-00T00:00:00Z": None,
    "99999-01-01T00:00:00Z": None,
    "yesterday": None,
}


def test_a_date_is_the_same_moment_in_any_zone_or_the_table_fails(tmp_path):
    def answer(number, request):
        status, headers, body = wire.estate(request)
        said = list(DATES)[number].encode()
        return (
            status,
            headers,
            body.replace(b"2030-01-01T00:00:00Z", said, 1) if request.operation == "ListAccessKeys" else body,
        )

    inventory = one_account_each(tmp_path, answer, [["iam_access_key"]] * len(DATES))
    keys = inventory["iam_access_key"].drop_duplicates("account_id").set_index("account_id")["created_at"]
    found = keys.dt.strftime("%Y-%m-%dT%H:%M:%SZ").to_dict()
    assert {said: found.get(account_of(n)) for n, said in enumerate(DATES)} == DATES
    rows = zip(inventory.coverage["status"], inventory.coverage["rows"], strict=True)
    assert [status if status == "observed" else "failed" for status, _ in rows] == [
        "failed" if date is None else "observed" for date in DATES.values()
    ]


def test_no_error_text_repeats_a_secret(run_at):
    """Of what AWS said in a refusal, or of an answer that could not be read."""
    key, secret = CANARIES

    def answer(request):
        match request.operation:
            case "ListUsers" | "DescribeDBSnapshots":
                return (
                    200,
                    {"Content-Type": "text/xml"},
                    f"<R><UserData>{secret}</UserData><Key>{key}</Key><A></R>".encode(),
                )
            case "DescribeLogGroups":
                return 403, {}, json.dumps({"__type": "AccessDeniedException", "message": f"{key} may not"}).encode()
            case "DescribeTable":
                return 200, {}, f'{{"Table": "{key}'.encode()
            case "DescribeClusters":
                return json_answer({"failures": [{"arn": "1", "reason": "BUSY", "detail": key}]})
        return wire.estate(request)

    tables = ["iam_access_key", "rds_snapshot", "logs_group", "dynamodb_table", "ecs_cluster"]
    inventory = run_at(answer, table_names=tables)

    assert inventory.coverage.set_index("table")["status"].to_dict() == {
        "dynamodb_table": "observed",
        "ecs_cluster": "failed",
        "iam_access_key": "failed",
        "logs_group": "denied",
        "rds_snapshot": "failed",
    }
    assert inventory["dynamodb_table"]["deletion_protection"].isna().all()
    for frame in (inventory.coverage, inventory.ledger):
        text = frame.to_csv()
        assert [canary for canary in CANARIES if canary in text] == []
        assert inventory.coverage["error"].str.count("\n").max() == 0


ARN = f"arn:aws:iam::123456789012:role/{'a' * 500}/audit"
PAGE = "<html>\r\n<body>\x1b[31mBlocked\x07\u202e\u2028 by\tproxy" + f"</p> {ARN}\n" * 400 + "</html>"


def test_a_whole_page_as_error_becomes_one_line_and_ids_in_it_stay_whole(run_at):
    def answer(request):
        match request.operation:
            case "DescribeLogGroups":
                return 403, {}, json.dumps({"__type": "AccessDeniedException", "message": PAGE}).encode()
            case "ListKeys":
                return 418, {}, PAGE.encode()
            case "ListUsers":
                return (
                    400,
                    {},
                    f"<ErrorResponse><Error><Code>{'Blocked ' * 400}</Code></Error></ErrorResponse>".encode(),
                )
            case "DescribeTable":
                return 400, {}, json.dumps({"__type": "x" * 90_000}).encode()
            case "DescribeClusters":
                return json_answer({"failures": [{"arn": ARN, "reason": "BUSY " * 400, "detail": "y" * 90_000}]})
        return wire.estate(request)

    tables = ["logs_group", "kms_key", "iam_user", "dynamodb_table", "ecs_cluster"]
    inventory = run_at(answer, table_names=tables)

    said = [*inventory.coverage["error"], *inventory.ledger["error"], *inventory.ledger["error_code"]]
    assert [text for text in said if len(text) > 1_100 or not text.isprintable()] == []
    shown = inventory.coverage.set_index("table")["error"]
    assert "[31mBlocked by proxy</p>" in shown["logs_group"]
    assert set(re.findall(r"arn:\S+", shown["logs_group"])) == {ARN}
    assert inventory.coverage.set_index("table")["status"]["logs_group"] == "denied"
    assert inventory.ledger["error_code"].str.startswith("BUSY BUSY").any()
    assert inventory.ledger["error_code"].str.startswith("xxx").any()
