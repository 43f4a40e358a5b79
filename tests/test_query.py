"""SQL over what is sealed: it answers from the tables that are given, and reaches nothing else."""

import sys

import duckdb
import pandas as pd
import pyarrow.dataset as ds
import pytest

from tests.inventories import inventory, rows
from tests.inventory.small import write
from tests.show import small
from toolkit.assessment import make_assessment, write_assessment
from toolkit.errors import ParameterError, UnknownName, UsageError
from toolkit.query import FRAMES, query, sql, tables_of
from toolkit.seal import seal

FRAME = pd.DataFrame(
    {
        "number": pd.array([1, None, 2**53 + 1], "Int64"),
        "words": pd.array(["a", None, "ü"], "string"),
        "moment": pd.to_datetime(["2026-01-01T00:30:00+02:00", None, None], utc=True).as_unit("us"),
        "result": pd.Categorical(["pass", "fail", "pass"], ["fail", "unknown", "pass"], ordered=True),
    }
)
TABLES = {"mine": lambda: FRAME, "never_named": lambda: pytest.fail("a table was made that nobody named")}


def test_an_answer_has_the_values_of_the_tables_and_na_for_null():
    answer = query(TABLES, "FROM Mine")

    assert answer["number"].tolist() == [1, pd.NA, 2**53 + 1]
    assert answer["words"].tolist() == ["a", pd.NA, "ü"]
    assert str(answer["moment"][0]) == "2025-12-31 22:30:00+00:00"
    assert answer["result"].tolist() == ["pass", "fail", "pass"]


def test_a_day_is_one_of_utc_and_a_sum_of_whole_numbers_is_whole():
    answer = query(TABLES, "SELECT sum(number) AS total, max(moment)::DATE::VARCHAR AS day FROM mine")

    assert str(answer["total"].dtype) == "Int64"
    assert answer.loc[0].to_dict() == {"total": 2**53 + 2, "day": "2025-12-31"}


@pytest.mark.parametrize("sql", ["WITH c AS (FROM mine) SELECT * FROM c", "DESCRIBE mine", "FROM query_table('mine')"])
def test_a_table_is_found_wherever_it_is_named(sql):
    assert len(query(TABLES, sql)) > 2


@pytest.mark.parametrize(
    "sql",
    [
        "FROM read_csv('{file}')",
        "FROM read_text('{file}')",
        "FROM read_blob('{file}')",
        "FROM read_json('{file}')",
        "FROM read_parquet('{parquet}')",
        "FROM parquet_metadata('{parquet}')",
        "FROM read_duckdb('{database}')",
        "FROM sniff_csv('{file}')",
        "FROM glob('{folder}/*')",
        "FROM '{parquet}'",
        "FROM '{file}'",
        "FROM FRAME",
        "FROM query('FROM read_csv(''{file}'')')",
        "FROM enable_logging(storage = 'file', storage_path = '{new}')",
        "FROM duckdb_secrets()",
        "SELECT getenv('HOME')",
        "ATTACH '{database}' AS other",
        "ATTACH ':memory:' AS other",
        "COPY mine TO '{new}'",
        "COPY mine FROM '{file}'",
        "EXPORT DATABASE '{new}'",
        "IMPORT DATABASE '{folder}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "LOAD '{file}'",
        "CREATE TABLE new AS FROM mine",
        "CREATE SECRET (TYPE s3)",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "RESET lock_configuration",
        "PRAGMA enable_profiling",
        "PRAGMA database_list",
        "CALL enable_logging(storage = 'file', storage_path = '{new}')",
        "FROM mine; COPY mine TO '{new}'",
        "EXPLAIN ANALYZE COPY mine TO '{new}'",
        "",
    ],
)
def test_a_query_reads_nothing_else_writes_nothing_and_sets_nothing(tmp_path, monkeypatch, sql):
    places = {name: tmp_path / name for name in ("file", "database", "new")} | {"folder": tmp_path}
    places["parquet"] = tmp_path / "mine.parquet"
    places["file"].write_text("secret\n1\n")
    FRAME.to_parquet(places["parquet"])
    duckdb.connect(str(places["database"])).close()
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as error:
        query(TABLES, sql.format(**places))

    assert "\n" not in str(error.value)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("FROM mien", "No table is called 'mien'. Did you mean 'mine'?"),
        ("FROM s3_bucket", "'s3_bucket' is not there. Collect again without --table, or with what it needs."),
        ("SELEC 1", 'The query cannot be answered: syntax error at or near "SELEC".'),
        (
            "SELECT numbr FROM mine",
            'The query cannot be answered: Referenced column "numbr" not found in FROM clause! Candidate bindings: '
            '"number".',
        ),
        ("SELECT 1 / 'x'", "The query cannot be answered: Could not convert string 'x' to DOUBLE."),
        ("SELECT 1; SELECT 2", "The query cannot be answered: it has to be one SELECT."),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(sql, sentence):
    with pytest.raises((ParameterError, UnknownName)) as error:
        query(TABLES, sql)

    assert str(error.value) == sentence


def test_memory_has_a_limit():
    with pytest.raises(ParameterError, match=r"^The query cannot be answered: .*GiB used\)\.$"):
        query(TABLES, "SELECT list(a) FROM range(400000000) AS t(a)")


def test_without_duckdb_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UsageError, match=r"^SQL needs duckdb, which is not installed: pip install 'aws-demarc\[sql\]'"):
        query(TABLES, "FROM mine")


def test_an_inventory_answers_by_tables_views_coverage_and_ledger():
    estate = inventory({"ec2_internet_gateway": rows("ec2_internet_gateway", name=["gate"])})

    assert query(tables_of(estate), "SELECT name FROM ec2_internet_gateway")["name"].tolist() == ["gate"]
    assert query(tables_of(estate), "SELECT status FROM coverage")["status"].tolist() == ["observed"]


def test_a_sealed_folder_answers_as_its_inventory_does(demo_inventory):
    from toolkit.inventory import read_inventory

    tables, estate = tables_of(demo_inventory), read_inventory(demo_inventory)
    for name in ("iam_user", "iam_credential_use"):
        assert query(tables, f"SELECT count(*) AS n FROM {name}")["n"].item() == len(estate[name]) > 0
    assert isinstance(tables["ledger"](), ds.Dataset)
    assert {"answers", "coverage", "ledger", *estate} <= tables.keys()


@pytest.fixture
def two_accounts(tmp_path):
    """An inventory of two accounts, and the assessment of it."""
    write(tmp_path / "inventory", ["111111111111", "222222222222"], ["eu-central-1"], ["s3_bucket"])
    return tmp_path / "inventory", write_assessment(tmp_path / "inventory", tmp_path / "assessment")


def test_an_assessment_answers_by_its_frames_and_its_inventory_where_that_is_at_hand(two_accounts):
    inventory, alone = two_accounts

    for name in FRAMES:
        assert sql(alone, f"SELECT count(*) AS n FROM {name}")["n"].item() == len(getattr(alone, name))
    assert len(sql(make_assessment(inventory), "FROM s3_bucket")) == 2
    with pytest.raises(ParameterError, match="'s3_bucket' is not there"):
        sql(alone, "FROM s3_bucket")


def test_an_audit_answers_by_all_of_its_frames():
    audit = small.audit()
    states = audit.sql("SELECT state, count(*) AS n FROM gaps GROUP BY state")

    assert (
        dict(zip(states["state"], states["n"], strict=True))
        == audit.gaps["state"].value_counts()[lambda n: n > 0].to_dict()
    )
    waived = audit.sql("SELECT count(*) AS n FROM observations WHERE exception_id <> ''")["n"].item()
    assert waived == audit.observations["exception_id"].ne("").sum() > 0  # the audit's own, not those of the assessment
    for name in ("failing", "exceptions", "requests", "reach", "not_observed", "models", "services", "gaps"):
        assert len(audit.sql(f"FROM {name}")) == len(getattr(audit, name))


def test_a_sealed_assessment_answers_by_account(two_accounts):
    _, made = two_accounts
    found = sql(made.folder, "SELECT account_id, count(*) AS n FROM observations GROUP BY ALL ORDER BY ALL")

    assert found["account_id"].tolist() == ["111111111111", "222222222222"]
    assert found["n"].tolist() == made.observations["account_id"].value_counts().sort_index().tolist()


def test_what_is_damaged_below_its_seal_is_refused_in_a_sentence(tmp_path):
    (tmp_path / "off.parquet").write_bytes(b"PAR1")
    seal(tmp_path, "assessment", {})

    with pytest.raises(ParameterError, match=r"What the query names cannot be read \(ArrowInvalid"):
        sql(tmp_path, "SELECT * FROM off")
