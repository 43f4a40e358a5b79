"""The plan of a run: which tables a choice needs, and how many calls they are."""

import json
from collections import Counter

import pytest

from tests.conftest import ACCOUNT, REGION
from tests.endpoint import endpoint, identity, json_answer
from toolkit.collect.plan import chosen_tables, planned_calls, seconds
from toolkit.collect.run import collect
from toolkit.errors import UnknownName
from toolkit.tables import TABLES

USE = {"ec2_instance", "lambda_function", "rds_instance", "ecs_service"}  # some of what shows services in use


def names(**chosen):
    return {table.name for table in chosen_tables(**chosen)}


def test_nothing_chosen_is_every_table():
    assert names() == set(TABLES)


def test_a_table_by_its_name_is_that_table_alone():
    assert names(table_names=["kms_key"]) == {"kms_key"}


def test_a_check_needs_its_table_and_those_that_show_services_in_use():
    needed = names(checks=["iam_account_root_mfa_enabled"])

    assert {"iam_account", *USE} <= needed
    assert "ec2_security_group_rule" not in needed


def test_a_check_of_a_view_needs_the_tables_of_the_view():
    from toolkit.checks import CHECKS
    from toolkit.views import VIEWS

    check = next(c for c in CHECKS.values() if c.table in VIEWS)
    assert set(VIEWS[check.table].tables) <= names(checks=[check.name])


def test_a_framework_needs_what_its_checks_need():
    from toolkit.frameworks import read_framework

    mine = set(read_framework("soc2_2017").evidence["check_id"])
    assert names(frameworks=["soc2_2017"]) == names(checks=mine)


def test_a_framework_needs_what_tests_the_conditions_of_its_inheritances_too():
    from toolkit.frameworks import read_framework

    assert not read_framework("gdpr").controls_of(
        "account_contact_security_registered"
    )  # it is evidence for no article
    assert "account_contact" in names(frameworks=["gdpr"])


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"frameworks": ["soc2"]}, "No framework is called 'soc2'. Did you mean 'soc2_2017'"),
        ({"checks": ["iam_account_root"]}, "No check is called 'iam_account_root'."),
        ({"table_names": ["kms_keys"]}, "No table is called 'kms_keys'. Did you mean 'kms_key'"),
    ],
)
def test_what_does_not_exist_is_refused(chosen, sentence):
    with pytest.raises(UnknownName) as raised:
        chosen_tables(**chosen)

    assert str(raised.value).startswith(sentence)


def test_the_plan_counts_exactly_the_calls_that_list_an_empty_estate(monkeypatch, tmp_path):
    asked = Counter()

    def answer(request):
        if request.operation == "GetCallerIdentity":
            return identity(ACCOUNT)
        asked[request.service] += 1
        return json_answer({})

    tables = [TABLES[name] for name in ("dynamodb_table", "ecs_service", "ecs_cluster", "logs_group", "kms_key")]
    with endpoint(answer) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        regions = [REGION, "us-east-1", "us-west-2"]
        collect(tmp_path, region_names=regions, table_names=[table.name for table in tables])

    planned = planned_calls(tables, accounts=1, regions=3)
    assert {calls.service: calls.listing for calls in planned} == asked
    by_service = {calls.service: calls.per_resource for calls in planned}
    assert by_service["dynamodb"] == ("describe_table", "describe_continuous_backups")
    assert by_service["logs"] == ()
    assert 0 < seconds(planned) < 1


def test_the_command_prints_calls_time_and_policy(capsys):
    from toolkit.cli import cli

    cli(["plan", "--table", "kms_key", "--region", REGION, "--json"], standalone_mode=False)
    plan = json.loads(capsys.readouterr().out)

    assert plan["listing"] == 1
    assert plan["calls"][0]["service"] == "kms"
    assert "kms:ListKeys" in plan["policy"]["Statement"][0]["Action"]
    cli(["plan", "--table", "kms_key"], standalone_mode=False)
    assert "17  calls that list 1 tables; accounts: 1, Regions: 17." in capsys.readouterr().out
