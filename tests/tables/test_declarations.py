"""Rules that every table obeys. A new table needs no line here."""

import json
import re
from functools import cache
from urllib.parse import quote

import boto3
import pytest

from tests.models import HERE, POLICY, full, operation
from toolkit.collect.jmes import search
from toolkit.collect.pages import SOURCES, token_names
from toolkit.collect.withholding import masked_answer
from toolkit.model import COMMON, DESCRIPTIVE
from toolkit.tables import TABLES

tables = pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
READS = ("list_", "describe_", "get_", "batch_get_", "lookup_", "search_")
TOKEN = re.compile(r"(next|pagination).*(token|marker)|^marker$", re.I)
DESCRIPTIVE_KINDS = {column.name: column.kind for column in DESCRIPTIVE}
UNITS = {"seconds", "days", "bytes", "gib", "mib"}


@cache
def client(service):
    return boto3.client(service, "eu-central-1", aws_access_key_id="-", aws_secret_access_key="-")


@cache
def answered(service, name, masked):
    model = operation(service, name)
    return decoded(service, masked(model, full(model.output_shape)))


def first_row(service, name, items, masked):
    """The first row of a full answer, found as the engine finds it."""
    answer = answered(service, name, masked)
    if items:
        rows = search(items, answer)
    elif client(service).can_paginate(name):
        rows = client(service).get_paginator(name).result_keys[0].search(answer)
    else:
        rows = next(value for value in answer.values() if isinstance(value, list))
    assert rows, f"{service}:{name} has no rows at {items or 'its first list'}"
    return rows[0] if isinstance(rows[0], dict) else {"value": rows[0]}


def decoded(service, answer):
    """IAM's policy documents, decoded as botocore decodes them."""
    if service != "iam":
        return answer
    return json.loads(json.dumps(answer, default=str), object_hook=lambda found: {
        name: POLICY if name.endswith("Document") else value for name, value in found.items()
    })  # fmt: skip


def as_it_came(_model, answer):
    return answer


def full_row(table, masked=as_it_came):
    row = {"here": HERE}
    if table.parent:
        row["parent"] = first_row(table.service, table.parent.operation, table.parent.items, masked)
    if f"{table.service}:{table.operation}" in SOURCES:
        row |= {name: "true" for column in table.columns for name in re.findall(r"\w+", column.path)}
    elif table.one:
        row |= answered(table.service, table.operation, masked)
    else:
        row |= first_row(table.service, table.operation, table.items, masked)
    for call in table.details:
        row[call.name] = answered(table.service, call.operation, masked)
    return row


@tables
def test_every_column_finds_its_value_in_a_full_answer(table):
    row = full_row(table)
    for column in table.columns:
        assert search(column.path, row) is not None, f"{column.name}: nothing at {column.path}"
    assert isinstance(search(table.key, row), str), f"key: nothing at {table.key}"


# What is no policy: encoded twice, escaped for an address, nothing at all, without statements, written in two ways.
ODD = [json.dumps(json.dumps(POLICY)), quote(json.dumps(POLICY)), "null", "{}", '{"Statement": [], "statement": []}']


def with_policies(row, policy):
    """Replace every policy in a full row, be it text or decoded."""
    match row:
        case dict() if row != POLICY:
            return {name: with_policies(value, policy) for name, value in row.items()}
        case list():
            return [with_policies(value, policy) for value in row]
    return policy if row in (POLICY, json.dumps(POLICY)) else row


@tables
def test_a_policy_that_cannot_be_read_is_no_empty_one(table):
    row = full_row(table)
    row.get("attributes", {}).get("Attributes", {}).setdefault("Policy", json.dumps(POLICY))  # botocore has no names
    columns = [c for c in table.columns if c.name.endswith(("statements_json", "trust_json"))]
    for column in columns:
        assert json.loads(search(column.path, row)) == POLICY["Statement"]
        for policy in ODD:
            found = search(column.path, with_policies(row, policy))
            assert found is None, f"{column.name} makes {found} of {policy}"
        assert column.absent is None, f"{column.name}: absent would stand for a policy that cannot be read too"


@tables
def test_calls_take_the_arguments_they_are_given(table):
    row = full_row(table)
    calls = [(table.operation, table.arguments)]
    calls += [(d.operation, d.arguments) for d in (table.parent, *table.details) if d]
    for name, arguments in calls:
        shape = operation(table.service, name).input_shape
        known, required = (set(shape.members), set(shape.required_members)) if shape else (set(), set())
        assert required <= set(arguments) <= known, f"{name} takes {sorted(known)} and needs {sorted(required)}"
        for argument, path in arguments.items():
            assert search(path, row) is not None, f"{name}: nothing at {path} for {argument}"


def test_what_a_path_negates_is_what_it_seems_to():
    """JMESPath reads `!a.b` as `(!a).b`, which is nothing, whatever `a` is."""
    for table in TABLES.values():
        paths = [table.key, *table.arguments.values(), *(c.path for c in table.columns)]
        assert not [path for path in paths if re.search(r"![A-Za-z_@]\w*\.", path)]


def test_calls_only_read():
    for table in TABLES.values():
        assert all(name.startswith(READS) for name in table.operations)


@tables
def test_every_page_is_asked_for(table):
    """An operation that gives the token of a next page must have a paginator, or a token that we know."""
    for name in filter(None, (table.operation, table.parent and table.parent.operation)):
        model = operation(table.service, name)
        if not client(table.service).can_paginate(name):
            given = [n for n in (model.output_shape.members if model.output_shape else {}) if TOKEN.search(n)]
            sent, received = token_names(model)
            assert given == ([received] if sent else []), f"{name} gives {given}"


def test_names_and_descriptions():
    for table in TABLES.values():
        assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)+", table.name)
        assert re.fullmatch(r"AWS::\w*::\w+", table.resource_type)
        for column in table.columns:
            if column.name in DESCRIPTIVE_KINDS:
                assert column.kind == DESCRIPTIVE_KINDS[column.name]
        assert re.fullmatch(r"[A-Z].*\.", table.doc.split("\n")[0])
        for column in table.columns:
            assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", column.name)
            assert column.name not in {c.name for c in COMMON}, f"{column.name} is a common column"
            assert re.fullmatch(r"[A-Z`].*\.", column.doc), f"{column.name}: the description is no sentence"
            assert (column.kind == "datetime") == column.name.endswith("_at"), f"{column.name}: times end in _at"
            suffix = column.name.rsplit("_", 1)[-1]
            assert (suffix in UNITS) == bool(column.unit), f"{column.name}: the unit stands in the name and in unit="


@tables
def test_no_column_is_made_of_what_is_withheld(table):
    """A text that is withheld says nothing; a column may say whether there is one, or whether it was a credential."""
    row = full_row(table, masked_answer)
    for column in table.columns:
        assert "[withheld]" not in str(search(column.path, row)), f"{column.name} reads what is withheld"


def test_every_detail_is_read():
    for table in TABLES.values():
        for call in table.details:
            read = [
                table.key,
                *(c.path for c in table.columns),
                *(p for d in table.details for p in d.arguments.values()),
            ]
            assert any(re.search(rf"(?<![\w.]){call.name}\b", path) for path in read), f"nothing reads {call.name}"


def test_a_column_that_reads_a_list_or_text_names_what_none_is():
    """A bool or count that AWS leaves out must say what that means, unless AWS always sends it."""
    for table in TABLES.values():
        for column in table.columns:
            if column.absent is not None and column.kind in ("bool", "int", "str"):
                expected = {"bool": bool, "int": int, "str": str}[column.kind]
                assert isinstance(column.absent, expected), f"{column.name}: absent is {column.absent!r}"


def test_one_table_stands_for_the_resources_of_a_type():
    kinds = [t.resource_type for t in TABLES.values() if t.population and not t.one]
    assert sorted({kind for kind in kinds if kinds.count(kind) > 1}) == []


def test_what_aws_counts_is_of_a_type():
    """A number of the whole account cannot stand beside the rows of a Region."""
    for table in TABLES.values():
        types = {t.resource_type: t for t in TABLES.values() if t.population and not t.one}
        for column in table.columns:
            if column.counts:
                assert column.kind == "int"
                assert "::" in column.counts or column.counts in {c.name for c in table.columns}
                counted = types.get(column.counts, table)
                assert counted.is_global or not table.is_global
