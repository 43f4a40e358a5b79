import json

import pytest

from tests.inventories import ACCOUNT, REGION, inventory, rows
from toolkit.assess import assess
from toolkit.checks import CHECKS
from toolkit.observe import observe

FUNCTION = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:f"
ANYONE = json.dumps([{"Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunctionUrl"}])
ZIP = {"package_type": ["Zip"], "statements_json": ["[]"], "last_modified_at": ["2026-01-01T00:00:00Z"]}
TABLES = (
    "lambda_function",
    "lambda_version",
    "lambda_alias",
    "lambda_event_source_mapping",
    "lambda_provisioned_concurrency",
)
LATEST = rows("lambda_function", resource_id=[FUNCTION], runtime=["python3.13"], **ZIP)
DEAD = {"resource_id": [f"{FUNCTION}:1"], "runtime": ["python3.7"]}
VERSION = rows("lambda_version", **DEAD, **ZIP)
CALLERS = {
    "alias": {"lambda_alias": {"function_arn": [FUNCTION], "versions": ["1"]}},
    "share of an alias": {"lambda_alias": {"function_arn": [FUNCTION], "versions": ["1 2"]}},
    "event source": {"lambda_event_source_mapping": {"function_arn": [f"{FUNCTION}:1"], "state": ["Enabled"]}},
    "kept ready": {"lambda_provisioned_concurrency": {"resource_id": [f"{FUNCTION}:1"]}},
}


def verdicts(name, refused=(), **given):
    found = inventory({table: given.get(table, rows(table)) for table in TABLES}, refused)
    seen = assess(found) if refused else observe(CHECKS[name], found[CHECKS[name].table])
    seen = seen[seen["check_id"].eq(name)]
    return dict(zip(seen["resource_id"], seen["result"], strict=True))


def runtimes(refused=(), **given):
    return verdicts("lambda_function_runtime_supported", refused, lambda_function=LATEST, **given)


@pytest.mark.parametrize("caller", CALLERS)
def test_a_version_that_something_calls_is_judged_with_its_own_runtime(caller):
    callers = {name: rows(name, **columns) for name, columns in CALLERS[caller].items()}
    assert runtimes(lambda_version=VERSION, **callers) == {FUNCTION: "pass", f"{FUNCTION}:1": "fail"}


@pytest.mark.parametrize(
    "callers",
    [
        {},
        {"lambda_alias": rows("lambda_alias", function_arn=[FUNCTION], versions=["$LATEST 11"])},
        {
            "lambda_event_source_mapping": rows(
                "lambda_event_source_mapping", function_arn=[f"{FUNCTION}:1"], state=["Disabled"]
            )
        },
    ],
)
def test_a_version_that_nothing_calls_is_left_out(callers):
    assert runtimes(lambda_version=VERSION, **callers) == {FUNCTION: "pass"}


@pytest.mark.parametrize(
    "callers",
    [
        {"lambda_alias": rows("lambda_alias", function_arn=[FUNCTION], versions=[None])},
        {"lambda_event_source_mapping": rows("lambda_event_source_mapping", function_arn=[None], state=["Enabled"])},
    ],
)
def test_a_version_that_somebody_unread_may_call_is_unknown(callers):
    assert runtimes(lambda_version=VERSION, **callers) == {FUNCTION: "pass", f"{FUNCTION}:1": "unknown"}


@pytest.mark.parametrize(("statements", "result"), [(ANYONE, "fail"), (None, "unknown")])
def test_a_policy_of_its_own_tells_that_a_version_is_called(statements, result):
    version = rows("lambda_version", **DEAD, **ZIP | {"statements_json": [statements]})
    assert runtimes(lambda_version=version)[f"{FUNCTION}:1"] == result


def test_aliases_that_were_refused_leave_an_unknown():
    refused = [("lambda_alias", REGION, "denied", "AccessDenied")]
    assert runtimes(refused, lambda_version=VERSION) == {FUNCTION: "pass", "*": "unknown"}


@pytest.mark.parametrize("table", ["lambda_alias", "lambda_version"])
@pytest.mark.parametrize(("statements", "result"), [(ANYONE, "fail"), (None, "unknown"), ("[]", None)])
def test_the_policy_of_an_alias_or_version_is_judged(table, statements, result):
    own = {table: rows(table, resource_id=[f"{FUNCTION}:x"], statements_json=[statements])}
    seen = verdicts("lambda_function_policy_restricted", lambda_function=LATEST, **own)
    assert seen.pop(FUNCTION) == "pass"
    assert seen == ({f"{FUNCTION}:x": result} if result else {})


def test_a_version_that_an_alias_calls_is_judged_with_its_own_variables():
    clean = {"environment_names": [""], "environment_credentials": [0]}
    leaking = {"environment_names": ["DATABASE_URL"], "environment_credentials": [1]}
    seen = verdicts(
        "lambda_function_secrets_referenced",
        lambda_function=rows("lambda_function", resource_id=[FUNCTION], **ZIP, **clean),
        lambda_version=rows("lambda_version", **DEAD, **ZIP, **leaking),
        lambda_alias=rows("lambda_alias", function_arn=[FUNCTION], versions=["1"]),
    )
    assert seen == {FUNCTION: "pass", f"{FUNCTION}:1": "fail"}
