"""The command line: help, lists, and one sentence and an exit code for everything that cannot be done."""

import json
import os
import re
import subprocess
import sys

import pytest

from toolkit import cli

COMMANDS = sorted(cli.cli.commands)
HEAVY = {"boto3", "botocore", "ipywidgets", "moto", "nbconvert", "pandas", "papermill", "plotly", "pyarrow", "typst"}


@pytest.fixture
def engagement(tmp_path):
    """`engagement(owners="…")` is an engagement folder with these files."""
    about = 'title = "Audit"\nclient = "C"\nauditor = "A"\nprepared_by = "P"\n'
    about += "period_start = 2026-01-01\nperiod_end = 2026-12-31\n"

    def write(**files):
        folder = tmp_path / "engagement"
        folder.mkdir()
        (folder / "engagement.toml").write_text(f"[engagement]\n{about}")
        for name, content in files.items():
            (folder / f"{name}.csv").write_text(content)
        return folder

    return write


def test_the_commands_are_these():
    assert COMMANDS == [
        "assess",
        "attach",
        "aws-reports",
        "collect",
        "demo",
        "diff",
        "evidence",
        "init",
        "list",
        "merge",
        "plan",
        "policy",
        "query",
        "report",
        "show",
        "sign",
        "verify",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_has_a_sentence_and_an_example(demarc, command):
    code, out, _ = demarc(command, "--help")

    assert code == 0
    assert re.search(rf"Example:\n +demarc {command}\b", out)
    assert cli.cli.commands[command].help.splitlines()[0].endswith((".", "checks"))


@pytest.mark.parametrize(
    ("kind", "name", "more"),
    [
        ("tables", "s3_bucket", {"service": "s3", "scope": "global"}),
        ("views", "iam_credential_use", {}),
        ("checks", "s3_bucket_versioned", {"table": "s3_bucket"}),
        ("frameworks", "soc2_2017", {}),
        ("retired", "s3_bucket_encrypted", {"retired_on": "2026-11-30"}),
    ],
)
def test_a_list_is_one_row_each_and_parses_as_json(demarc, kind, name, more):
    code, out, _ = demarc("list", kind, "--json")
    rows = json.loads(out)
    names = [row["name"] for row in rows]

    assert code == 0
    assert names == sorted(set(names))
    assert {key: rows[names.index(name)][key] for key in more} == more
    _, plain, _ = demarc("list", kind)
    assert [line.split()[0] for line in plain.splitlines() if not line.startswith(" ")] == names


def test_a_check_that_reads_what_a_view_adds_is_shown_as_text(demarc):
    code, out, err = demarc("show", "ec2_instance_image_supported")

    assert (code, err) == (0, "")
    assert "Made by the view ec2_instance_lifecycle." in out


def test_an_option_may_stand_in_the_environment(demarc, monkeypatch):
    _, given, _ = demarc("plan", "--json", "--table", "s3_bucket", "--table", "iam_user", "--region", "eu-west-1")
    monkeypatch.setenv("DEMARC_PLAN_JSON", "true")
    monkeypatch.setenv("DEMARC_PLAN_TABLE", "s3_bucket iam_user")
    code, found, _ = demarc("plan", "--region", "eu-west-1")

    assert (code, found) == (0, given)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEMARC_PLAN_TABLE", "s3_buckte", "No table is called 's3_buckte'. Did you mean 's3_bucket'"),
        ("DEMARC_PLAN_JSON", "perhaps", "Invalid value for DEMARC_PLAN_JSON: 'perhaps' is not a valid boolean."),
        ("DEMARC_PLAN_TABEL", "s3_bucket", "'DEMARC_PLAN_TABEL'. Did you mean 'DEMARC_PLAN_TABLE'"),
    ],
)
def test_what_is_wrong_in_the_environment_names_the_variable(demarc, monkeypatch, name, value, sentence):
    monkeypatch.setenv(name, value)
    code, out, err = demarc("plan")
    *_, said = err.splitlines()

    assert (code, out) == (2, "")
    assert sentence in said and name in said


def test_the_policy_parses_as_json(demarc):
    code, out, _ = demarc("policy", "--table", "sts_caller_identity")

    assert code == 0
    assert json.loads(out)["Statement"][0]["Action"] == [
        "account:ListRegions",
        "ec2:DescribeRegions",
        "iam:GenerateCredentialReport",
        "sts:GetCallerIdentity",
    ]


NOTEBOOK = "report {inventory} --out {out} --framework soc2_2017"


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ("lst", 2, "No such command 'lst'"),
        ("list tabels", 2, "'tabels' is not one of 'tables', 'views', 'checks', 'frameworks', 'retired'"),
        ("collect", 2, "Missing option '--out'"),
        ("collect --out {out} --region eu-central", 2, "No Region is called 'eu-central'. Did you mean 'eu-central-2'"),
        ("collect --out {out} --table s3", 2, "No table is called 's3'."),
        ("collect --out {out} --account 42", 2, "'42' is no AWS account id: that is 12 digits"),
        (
            "collect --out {out} --source config",
            2,
            "--source config and --aggregator NAME belong together: give both, or neither.",
        ),
        ("collect --out {out} --aggregator all", 2, "--source config and --aggregator NAME belong together"),
        ("collect --out {out} --source aggregator", 2, "'aggregator' is not one of 'api', 'config'"),
        ("collect --out {out} --profile nobody", 2, "No AWS profile is called 'nobody'. Known: none."),
        ("collect --out {out} --executor tcp://here", 2, "'tcp://here' is no executor: write dask+tls://host:port"),
        ("policy --table s3_buckets", 2, "No table is called 's3_buckets'. Did you mean 's3_bucket'"),
        ("verify {out}", 2, "{out} is no inventory and no assessment: it has no manifest.json"),
        ("verify {truncated}", 1, "is not as it was collected: ledger.parquet was changed."),
        ("merge {inventory} {truncated} --out {out}", 1, "is not as it was collected: ledger.parquet was changed."),
        ("merge {inventory} --out {out}", 2, "One inventory needs no merging. Name two or more."),
        ("merge {inventory} {inventory} --out {full}", 2, "{full} is not empty. Name a new folder"),
        ("merge {inventory} {inventory} --out {out}", 1, " both hold "),
        ("assess {truncated} --out {out}", 1, "is not as it was collected: ledger.parquet was changed."),
        ("report {truncated} --out {out} --framework soc2_2017", 1, "ledger.parquet was changed."),
        (
            "assess {inventory} --out {out} --framework soc2",
            2,
            "No framework is called 'soc2'. Did you mean 'soc2_2017'",
        ),
        ("assess {inventory} --out {out} --account 999999999999", 2, "No account of the inventory is called '9999"),
        ("assess {inventory} --out {out} --region eu-west-1", 2, "No Region of the inventory is called 'eu-west-1'"),
        ("assess {inventory} --out {out} --as-of yesterday", 2, "as_of is 'yesterday'; write a day as YYYY-MM-DD."),
        ("assess {inventory} --out {out} --as-of 20261101", 2, "as_of is '20261101'; write a day as YYYY-MM-DD."),
        ("plan --region eu-central1", 2, "No Region is called 'eu-central1'. Did you mean 'eu-central-1'"),
        ("plan --account 1", 2, "'1' is no AWS account id: that is 12 digits, leading zeros included."),
        ("assess {inventory} --out {out} --engagement {out}", 2, "{out} is no engagement: it has no engagement.toml."),
        ("assess {inventory} --out {file}/x --framework soc2_2017", 1, "{file}/x cannot be written ("),
        (NOTEBOOK + " --notebook gap_analysys", 2, "No notebook is called 'gap_analysys'. Did you mean 'gap_analysis'"),
        ("report {out} --out {file} --framework soc2_2017", 2, "{out} is no inventory and no assessment: it has"),
        ("assess {out} --out {file}", 2, "{out} is no inventory: it has no manifest.json"),
        ("assess {inventory} --out {inventory}", 2, "{inventory} is the inventory {inventory}, whose seal it would"),
        ("assess {inventory} --out {inventory}/a/b", 2, "{inventory}/a/b lies in the inventory {inventory}, whose"),
        ("report {inventory} --framework soc2_2017 --out {inventory}/x", 2, "/x lies in the inventory {inventory},"),
        ("collect --out {inventory}/x", 2, "{inventory}/x lies in the inventory {inventory}, whose seal it would"),
        ("merge {inventory} {inventory} --out {inventory}/x", 2, "{inventory}/x lies in the inventory {inventory},"),
        ("query {out}", 2, "{out} is no inventory and no assessment: it has no manifest.json"),
        ("query {truncated}", 1, "is not as it was collected: ledger.parquet was changed."),
        ("query {inventory} FROM", 2, "The query cannot be answered: syntax error at"),
        ("query {inventory} FROM --csv --json", 2, "Name one form: --json or --csv."),
        ("show s3_bucket_versoned", 2, "or control is called 's3_bucket_versoned'. Did you mean 's3_bucket_versioned'"),
        ("show nothing_like_it_at_all", 2, "`demarc list` says what there is."),
        ("show CC6.1 --framework gdpr", 2, "No check, table, view, framework or control is called 'CC6.1'."),
        ("show CC6.1 --framework soc2", 2, "No framework is called 'soc2'. Did you mean 'soc2_2017'"),
        ("show {truncated}", 1, "is not as it was collected: ledger.parquet was changed."),
        ("evidence {inventory} arn:nope", 2, "The inventory has no resource 'arn:nope'."),
        (NOTEBOOK + " --framework soc2", 2, "No framework is called 'soc2'. Did you mean 'soc2_2017'"),
        (NOTEBOOK + " --baseline low", 2, "No baseline of soc2_2017 is called 'low'. Known: availability,"),
        (NOTEBOOK + " --engagement {full}", 2, "{full} is no engagement: it has no engagement.toml."),
        (NOTEBOOK + " --format html,docx", 2, "No format is called 'docx'. Known: html, pdf."),
        (NOTEBOOK + " -p as_of", 2, "'as_of' is no parameter: write NAME=VALUE."),
        (
            NOTEBOOK + " -p framwork_id=x",
            2,
            "gap_analysis takes no parameter 'framwork_id'. Did you mean 'framework_id'",
        ),
        (NOTEBOOK + " -p accounts=999999999999", 2, "No account of the inventory is called '999999999999'"),
        (NOTEBOOK + " -p as_of=2026-02-30", 2, "as_of is '2026-02-30'; write a day as YYYY-MM-DD."),
        ("report {inventory} --out {file} --framework soc2_2017", 1, "{file} cannot be written (File exists)"),
        ("report {inventory} --out {out} --framework soc", 2, "No framework is called 'soc'."),
        ("demo --out {full}", 2, "{full} holds something else than a demo. Name another folder with --out."),
        ("demo --out {file}/x", 1, "{file}/x cannot be written (Not a directory)"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(demarc, demo_inventory, tmp_path, arguments, code, sentence):
    paths = {name: tmp_path / name for name in ("out", "file", "full", "truncated")} | {"inventory": demo_inventory}
    paths["file"].write_text("mine")
    paths["full"].mkdir()
    (paths["full"] / "notes.txt").write_text("mine")
    if "{truncated}" in arguments:
        copy_truncated(demo_inventory, paths["truncated"])
    got, out, err = demarc(*arguments.format(**paths).split())

    assert (got, out) == (code, "")
    assert sentence.format(**paths) in err
    assert [line for line in err.splitlines() if line.startswith("Error: ")] == err.splitlines()[-1:]
    assert not paths["out"].exists()
    assert (paths["full"] / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--framework", "soc2"], "No framework is called 'soc2'."),
        (["--framework", "soc2_2017", "--framework", "soc2"], "No framework is called 'soc2'."),
        (["--framework", "soc2_2017", "--baseline", "low"], "No baseline of soc2_2017 is called 'low'."),
        (["--framework", "soc2_2017", "--format", "docx"], "No format is called 'docx'."),
        (["--framework", "soc2_2017", "--notebook", "gap"], "No notebook is called 'gap'."),
        (["--framework", "soc2_2017", "--engagement", "nowhere"], "nowhere is no engagement"),
        (["--framework", "soc2_2017", "--as-of", "today"], "as_of is 'today'"),
        (["--framework", "soc2_2017", "-p", "x=1"], "gap_analysis takes no parameter 'x'."),
    ],
)
def test_what_is_not_there_is_refused_before_anything_heavy_is_imported(tmp_path, arguments, sentence):
    (tmp_path / "manifest.json").write_text(json.dumps({"format": 1, "kind": "inventory", "complete": True}))
    script = f"""
import sys
from toolkit.cli import main
sys.argv = ["demarc", "report", {str(tmp_path)!r}, "--out", {str(tmp_path / "out")!r}, *{arguments!r}]
try:
    main()
finally:
    print(*{{name.partition(".")[0] for name in sys.modules}})
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert done.stderr.startswith(f"Error: {sentence}")
    assert HEAVY & set(done.stdout.split()) == set()
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_no_text_can_hold_and_a_lost_folder_are_one_sentence(tmp_path):
    command = [sys.executable, "-m", "toolkit", "verify"]
    odd = subprocess.run([*command, b"\xff"], capture_output=True, text=True, check=False)
    gone = (
        f"import os, runpy, sys; os.rmdir(os.getcwd()); sys.argv = {command[3:]!r} + ['x']; runpy.run_module('toolkit')"
    )
    (tmp_path / "here").mkdir()
    lost = subprocess.run(
        [sys.executable, "-P", "-c", gone], cwd=tmp_path / "here", capture_output=True, text=True, check=False
    )

    assert (odd.returncode, odd.stderr) == (2, "Error: '\\udcff' is not UTF-8. Rename it, or name another path.\n")
    assert (lost.returncode, lost.stderr) == (
        2,
        "Error: The current folder was removed. Change into one that is there.\n",
    )


def copy_truncated(inventory, folder):
    for path in inventory.rglob("*"):
        if path.is_file():
            copy = folder / path.relative_to(inventory)
            copy.parent.mkdir(parents=True, exist_ok=True)
            content = path.read_bytes()
            copy.write_bytes(content[: len(content) // 2] if path.name == "ledger.parquet" else content)


def test_a_parameter_of_another_type_is_refused(demo_inventory, tmp_path):
    from toolkit.errors import ParameterError
    from toolkit.report.run import report

    values = {"framework_id": "soc2_2017", "inventory": str(demo_inventory), "as_of": 2026}
    with pytest.raises(ParameterError, match="gap_analysis takes as_of as str, not 2026"):
        report("gap_analysis", values, tmp_path / "out")

    assert not (tmp_path / "out").exists()


OWNERS = "framework_id,control_id,role,accountable,backup\n"


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"owners": "control,person\nCC6.1,Anna\n"}, "owners.csv, row 1: the columns are control, person; write "),
        (
            {"owners": OWNERS + "soc2_2017,CC6.1,Head of IT,Anna,\nsoc2_2017,CC6.2,,Anna,\n"},
            "owners.csv, row 3, column role: ",
        ),
        ({"owners": OWNERS + "soc2_2017,CC6.1\n"}, "owners.csv, row 2: it has 2 columns, not 5."),
        ({"exceptions": ""}, "exceptions.csv, row 1: the columns are ; write "),
        ({"attestations": '"\n'}, "attestations.csv cannot be read"),
    ],
)
def test_a_malformed_engagement_file_is_named(demarc, demo_inventory, engagement, tmp_path, files, sentence):
    folder = engagement(**files)
    code, out, err = demarc("assess", demo_inventory, "--out", tmp_path / "out", "--engagement", folder)

    assert (code, out) == (2, "")
    assert f"Error: {folder}/{sentence}" in err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "code", ["import toolkit", "from toolkit.cli import cli; cli(['--help'], standalone_mode=False)"]
)
def test_import_and_help_load_nothing_heavy(code):
    script = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}}, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert HEAVY & set(done.stderr.split()) == set()
