"""The demo estate from end to end: no secret on the disk, no false green, the same bytes twice."""

import base64
import io
import json
import os
import shutil
import subprocess
import sys

import pandas as pd
import papermill
import pikepdf
import pytest
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError
from bs4 import BeautifulSoup
from click.testing import CliRunner
from papermill.exceptions import PapermillExecutionError

from tests.conftest import REGION
from tests.endpoint import endpoint, identity, refusal
from toolkit.checks import CHECKS
from toolkit.cli import cli
from toolkit.collect.run import collect
from toolkit.demo.accounts import ACCOUNTS, CANARIES, MANAGEMENT, RESTRICTED, SCRIPT, USER_DATA_CANARY
from toolkit.demo.calls import REQUEST_ID as OUR_REQUEST_ID
from toolkit.demo.connection import open_accounts
from toolkit.demo.estate import build
from toolkit.demo.run import ENGAGEMENT, FRAMEWORKS, demo
from toolkit.errors import OutputError, ToolkitError
from toolkit.gaps import open_audit
from toolkit.inventory import read_inventory
from toolkit.report.html import AuditHTMLExporter
from toolkit.report.pdf import AuditPDFExporter
from toolkit.resources import NOTEBOOKS
from toolkit.show.sections import cover

# Base64 of a text depends on what stands before it: these are the parts that it always has.
ENCODED = [base64.b64encode(b"." * n + USER_DATA_CANARY.encode())[4:-4] for n in range(3)]
SECRETS = [secret.encode() for secret in CANARIES] + ENCODED


@pytest.fixture(scope="session")
def demo_assessment(once, demo_inventory):
    """What `demarc assess` writes about the demo estate."""

    def make(folder):
        arguments = ["assess", str(demo_inventory), "--out", str(folder), "--engagement", str(ENGAGEMENT)]
        assert CliRunner().invoke(cli, arguments, catch_exceptions=False).exit_code == 0

    return once("demo_assessment", make)


@pytest.fixture(scope="module")
def pdf(demo_report):
    """The PDF report of the demo estate."""
    with pikepdf.open(demo_report / "gap_analysis_soc2_2017.pdf") as document:
        yield document


@pytest.fixture(scope="module")
def answers(demo_inventory):
    """The raw answers of the demo estate, each with the operation that gave it."""
    ledger = read_inventory(demo_inventory).ledger[["call_id", "operation"]]
    return pd.read_parquet(demo_inventory / "answers.parquet").merge(ledger, on="call_id")


def contents(folder):
    """Every file of a folder as bytes; a Parquet file as text too, since it is compressed."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        yield path.name, path.read_bytes()
        if path.suffix == ".parquet":
            yield path.name, pd.read_parquet(path).to_csv().encode()


def leaks(files):
    return [(name, secret) for name, content in files for secret in SECRETS if secret in content]


def test_the_search_for_secrets_finds_them(tmp_path):
    pd.DataFrame({"a": [CANARIES[0]]}).to_parquet(tmp_path / "a.parquet", compression="zstd")
    for n in range(4):
        (tmp_path / f"{n}.txt").write_bytes(
            base64.b64encode(b"#!/bin/sh\n"[:n] + f"TOKEN={USER_DATA_CANARY}\n".encode())
        )

    assert {name for name, _ in leaks(contents(tmp_path))} == {"a.parquet", "0.txt", "1.txt", "2.txt", "3.txt"}


def test_no_secret_of_the_estate_is_in_the_inventory(demo_inventory):
    files = list(contents(demo_inventory))

    assert {"answers.parquet", "ledger.parquet"} <= {name for name, _ in files}
    assert leaks(files) == []


@pytest.mark.parametrize(
    ("operation", "what"),
    [
        ("BatchGetProjects", "REGISTRY_PASSWORD"),
        ("DescribeFileSystems", "Mounted-With"),
        ("DescribeInstanceAttribute", "UserData"),
        ("DescribeInstances", "Deployed-With"),
        ("DescribeLaunchTemplateVersions", "UserData"),
        ("DescribeStacks", "Connection"),
        ("DescribeStacks", "DatabasePassword"),
        ("DescribeStacks", "Deployed-With"),
        ("DescribeTaskDefinition", "DB_PASSWORD"),
        ("GetResources", "Deployed-With"),
        ("ListFunctions", "API_TOKEN"),
        ("ListFunctions", "DATABASE_URL"),
    ],
)
def test_where_a_secret_is_planted_the_answer_says_that_something_was_taken_out(answers, operation, what):
    found = answers[answers["operation"].eq(operation) & answers["answer"].str.contains(f'"{what}"')]

    assert len(found)
    assert found["answer"].str.contains(r"\[withheld\]|\[masked\]").all()


def test_no_secret_of_the_estate_is_in_the_assessment(demo_assessment):
    names = {path.name for path in demo_assessment.iterdir()}

    assert {"manifest.json", "observations.parquet", "gaps_soc2_2017.csv"} <= names
    assert leaks(contents(demo_assessment)) == []


def test_no_secret_of_the_estate_is_in_the_reports_or_what_is_attached_to_them(demo_report, pdf):
    attached = [(name, about.get_file().read_bytes()) for name, about in pdf.attachments.items()]
    streams = [(str(o.objgen), o.read_bytes()) for o in pdf.objects if isinstance(o, pikepdf.Stream) and readable(o)]

    assert {"notebook.ipynb", "observations.csv", "calls.csv", "coverage.csv"} <= {name for name, _ in attached}
    assert leaks([*contents(demo_report), *attached, *streams]) == []


def readable(stream):
    return stream.get("/Filter") in (None, "/FlateDecode")  # pictures and fonts in formats of their own are not


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")
def test_no_secret_of_the_estate_is_in_the_text_of_the_pdf(demo_report):
    command = ["pdftotext", "-raw", demo_report / "gap_analysis_soc2_2017.pdf", "-"]
    text = "".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())

    assert "open-to-everyone" in text
    # A hyphen at the end of a line is lost in this extraction.
    assert [secret for secret in CANARIES if secret.replace("-", "") in text.replace("-", "")] == []


def test_hostile_names_of_the_estate_are_collected_and_escaped_in_the_report(demo_inventory, demo_report):
    tags = read_inventory(demo_inventory)["iam_user"]["tags"]
    html = (demo_report / "gap_analysis_soc2_2017.html").read_text()

    assert tags.str.contains(SCRIPT, regex=False).any()
    assert SCRIPT not in html
    assert "\u202e" not in html
    scripts = BeautifulSoup(html, "html.parser").find_all("script")
    assert [script for script in scripts if "alert(1)" in script.get_text()] == []


def test_denied_tables_are_denied_in_the_coverage_and_unknown_in_every_check(demo_inventory):
    audit = open_audit("soc2_2017", demo_inventory)
    coverage = audit.inventory.coverage
    denied = coverage[coverage["account_id"].eq(RESTRICTED) & coverage["status"].eq("denied")]

    assert set(denied["table"]) == {
        "cloudtrail_shadow_trail",
        "cloudtrail_trail",
        "ec2_flow_log",
        "guardduty_detector",
        "iam_access_key",
        "iam_credential",
        "iam_group",
        "iam_password_policy",
        "iam_policy",
        "iam_role",
        "iam_user",
        "kms_grant",
        "kms_key",
        "lambda_alias",
        "lambda_function",
        "lambda_function_url",
        "lambda_provisioned_concurrency",
        "lambda_version",
        "rds_instance",
        "securityhub_hub",
        "securityhub_organization",
    }
    assert (denied["rows"] == 0).all()
    assert not denied["error"].str.strip().eq("").any()
    on_denied = {check.name for check in CHECKS.values() if set(check.rows) & set(denied["table"])}
    seen = audit.observations[audit.observations["account_id"].eq(RESTRICTED)]
    seen = seen[seen["check_id"].isin(on_denied)]
    assert set(seen["check_id"]) == on_denied
    assert set(seen["result"]) == {"unknown"}


def test_no_table_of_the_estate_fails(demo_inventory):
    inventory = read_inventory(demo_inventory)
    failed = inventory.ledger[inventory.ledger["outcome"].eq("failed")]

    assert inventory.coverage.loc[inventory.coverage["status"].eq("failed"), "table"].tolist() == []
    assert failed["operation"].tolist() == []


def test_the_demo_answers_only_what_moto_does_not(demo_inventory, aws):
    ledger = read_inventory(demo_inventory).ledger
    ours = ledger[ledger["request_id"].eq(OUR_REQUEST_ID) & ledger["outcome"].ne("denied") & ledger["attempts"].gt(0)]
    once_each = ours.drop_duplicates(["service", "operation"])
    has = [call.operation for call in once_each.itertuples() if moto_answers(aws, call)]

    assert len(once_each) > 30
    assert sorted(has) == ["DescribeRegions", "GetTrailStatus", "ListDirectoryBuckets"]


def moto_answers(aws, call):
    """Make a call of the ledger again, in an estate that is only moto's."""
    client = aws(call.service, config=Config(retries={"total_max_attempts": 1}))
    try:
        getattr(client, xform_name(call.operation))(**json.loads(call.arguments))
    except ResponseParserError:  # a page that says 500
        return False
    except ClientError as error:
        return error.response["Error"]["Code"] not in ("404", "500")
    return True


@pytest.fixture(scope="module")
def blind(tmp_path_factory):
    """An inventory of an account that refuses every call but the one that everybody may make."""
    folder = tmp_path_factory.mktemp("blind") / "inventory"

    def answer(request):
        return identity(MANAGEMENT) if request.operation == "GetCallerIdentity" else refusal(request)

    with endpoint(answer) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", url)
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "testing")
        collect(folder, region_names=[REGION])
    return read_inventory(folder)


def test_where_every_call_is_denied_every_table_is(blind):
    coverage = blind.coverage[blind.coverage["table"].ne("sts_caller_identity")]

    assert coverage["status"].value_counts().to_dict() == {"denied": len(coverage)}
    assert len(coverage) > 40


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_where_every_call_is_denied_nothing_passes_and_nothing_is_satisfied(blind, framework_id):
    audit = open_audit(framework_id, blind)

    assert set(audit.observations["check_id"]) == set(CHECKS)
    assert set(audit.observations["result"]) == {"unknown"}
    assert set(audit.gaps["state"]) == {"no_data", "not_assessed"}
    assert set(audit.gaps["aws_state"].dropna()) == {"inherited_stale"}
    assert (audit.summary["satisfied"], audit.summary["concluded"]) == (0, 0)


def test_where_every_call_is_denied_the_first_page_says_that_nothing_could_be_observed(blind):
    rows = dict(cover(open_audit("soc2_2017", blind)))

    asked = len(blind.coverage)
    assert rows["Coverage"] == (
        f"1 of {asked} collections observed: nothing could be observed, so nothing of the estate was tested"
    )
    assert rows["Concluded"].startswith("0 of ")


def test_assessing_twice_gives_the_same_bytes(demo_inventory, demo_assessment, tmp_path):
    arguments = ["assess", str(demo_inventory), "--out", str(tmp_path), "--engagement", str(ENGAGEMENT)]
    assert CliRunner().invoke(cli, arguments, catch_exceptions=False).exit_code == 0

    assert dict(files(tmp_path)) == dict(files(demo_assessment))
    assert len(list(tmp_path.glob("observations.parquet/*"))) == len(ACCOUNTS)


def files(folder):
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path.read_bytes()) for path in found]


@pytest.fixture
def planted(tmp_path):
    """A folder full of code that says so when it is run, and an environment that points at it in every way."""
    here, ran = tmp_path / "here", tmp_path / "ran"
    code = f"open({str(ran)!r}, 'a').write(__file__ + '\\n')\n"
    startup, packages = ".ipython/profile_default/startup", ".venv/lib/python3.11/site-packages"
    modules = ("toolkit/__init__", "pandas", "numpy", "json", "IPython", "ipykernel", "bottleneck", "debugpy")
    start = ("sitecustomize", "usercustomize", f"{startup}/00", ".ipython/profile_default/ipython_config")
    configs = ("ipython_config", "ipython_kernel_config", "jupyter_config", ".jupyter/jupyter_config", "startup")
    for name in (*modules, *start, *configs, f"{packages}/pandas"):
        (here / f"{name}.py").parent.mkdir(parents=True, exist_ok=True)
        (here / f"{name}.py").write_text(code)
    spec = here / "kernels/python3/kernel.json"
    spec.parent.mkdir(parents=True)
    spec.write_text(json.dumps({"argv": ["false", "{connection_file}"], "display_name": "x", "language": "python"}))
    (here / "templates/audit").mkdir(parents=True)
    (here / "templates/audit/report.html.j2").write_text("forged")
    names = ("HOME", "JUPYTER_PATH", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_CONFIG_PATH")
    told = dict.fromkeys(names, str(here)) | {"IPYTHONDIR": str(here / ".ipython")}
    told |= {"PYTHONSTARTUP": str(here / "startup.py"), "VIRTUAL_ENV": str(here / ".venv")}
    told |= {"JUPYTER_RUNTIME_DIR": str(here / "pandas.py"), "PYTHONBREAKPOINT": "pandas.run"}
    return here, ran, dict(os.environ) | told


def test_reporting_again_gives_the_same_bytes_whatever_lies_in_the_folder(
    demo_inventory, demo_report, planted, tmp_path
):
    here, ran, environment = planted
    arguments = [
        "report",
        demo_inventory,
        "--framework",
        "soc2_2017",
        "--engagement",
        ENGAGEMENT,
        "--out",
        tmp_path / "out",
    ]
    command = [sys.executable, "-P", "-m", "toolkit", *arguments]
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert not ran.exists(), ran.read_text()
    assert [name for name, _ in files(tmp_path / "out")] == [
        "gap_analysis_soc2_2017.html",
        "gap_analysis_soc2_2017.pdf",
    ]
    assert files(tmp_path / "out") == files(demo_report)
    assert private(tmp_path / "out")


def test_stock_papermill_and_nbconvert_give_the_same_report(demo_inventory, demo_report, tmp_path):
    notebook = tmp_path / "executed.ipynb"
    values = {"framework_id": "soc2_2017", "inventory": str(demo_inventory), "engagement": str(ENGAGEMENT)}
    papermill.execute_notebook(NOTEBOOKS / "gap_analysis.ipynb", notebook, values, progress_bar=False)
    made = [exporter().from_filename(str(notebook))[0] for exporter in (AuditHTMLExporter, AuditPDFExporter)]

    assert [made[0].encode(), made[1]] == [content for _, content in files(demo_report)]


def test_a_notebook_refuses_what_stock_papermill_does_not(demo_inventory, tmp_path):
    values = {"framework": "iso_27001_2022", "inventory": str(demo_inventory)}
    with pytest.raises(PapermillExecutionError) as raised:
        papermill.execute_notebook(NOTEBOOKS / "gap_analysis.ipynb", tmp_path / "out.ipynb", values, progress_bar=False)

    assert raised.value.ename == "ParameterError"
    assert raised.value.evalue == "This notebook takes no parameter 'framework'. Did you mean 'framework_id'?"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_what_is_collected_assessed_and_reported_is_the_owners_alone(demo_inventory, demo_assessment, demo_report):
    for folder in (demo_inventory, demo_assessment, demo_report):
        assert private(folder)


def private(folder):
    """Tell whether only its owner can read a folder and all in it."""
    return {path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*"))} <= {0o700, 0o600}


@pytest.mark.parametrize(
    "url",
    [
        "https://sts.eu-central-1.amazonaws.com",
        "http://localhost:5000",
        "http://127.0.0.1",
        "http://127.0.0.1:5000@example.com",
        "http://127.0.0.1:5000/path",
        "http://192.0.2.1:5000",
        "",
    ],
)
def test_the_demo_estate_is_built_nowhere_but_on_this_computer(url):
    for refuse in (build, lambda endpoint: open_accounts(endpoint, (MANAGEMENT,))):
        with pytest.raises(ToolkitError, match=r"only built at http://127\.0\.0\.1:PORT, not at"):
            refuse(url)


def test_the_demo_replaces_nothing_that_no_demo_made(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    said = io.StringIO()
    with pytest.raises(OutputError, match="holds something else than a demo"):
        demo(tmp_path, said.write)

    assert said.getvalue() == ""
    assert files(tmp_path) == [("notes.txt", b"mine")]
