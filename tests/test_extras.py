"""Without extras it collects and assesses; what needs one says which, in one sentence."""

import json
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def closure(texts):
    """The distributions that requirements bring, in the end."""
    wanted = [Requirement(text) for text in texts]
    found = set()
    while wanted:
        requirement = wanted.pop()
        extras = {"", *requirement.extras}
        name = (requirement.name.lower().replace("_", "-"), frozenset(extras))
        if name in found or (
            requirement.marker and not any(requirement.marker.evaluate({"extra": e}) for e in ("", *extras))
        ):
            continue
        found.add(name)
        for text in requires(requirement.name) or []:
            needed = Requirement(text)
            if not needed.marker or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                needed.marker = None
                wanted.append(needed)
    return {name for name, _ in found}


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """`bare("report", …)` runs the command line as if only what it depends on was installed, without extras."""
    base = closure(tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"])
    hidden = [
        module
        for module, names in packages_distributions().items()
        if module != "toolkit" and not {name.lower().replace("_", "-") for name in names} & base
    ]
    assert {"papermill", "nbconvert", "plotly", "typst", "IPython", "duckdb", "moto"} <= set(hidden)
    start = tmp_path_factory.mktemp("bare") / "start.py"
    start.write_text(
        f"import sys\nsys.modules |= dict.fromkeys({json.dumps(hidden)})\n"
        "exec(sys.argv.pop(1))\nfrom toolkit.cli import main\nmain()\n"
    )

    def run(*arguments, first=""):
        command = [sys.executable, start, first, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


def test_the_workbook_needs_no_extra(bare):
    run = bare("list", "checks", first="from toolkit import workbook; workbook.audit")

    assert (run.returncode, run.stderr) == (0, "")


def test_it_assesses_without_extras(bare, demo_inventory, tmp_path):
    run = bare("assess", demo_inventory, "--framework", "cis_aws_6", "--out", tmp_path / "assessment")

    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["report", "inventory", "--framework", "soc2_2017", "--out", "reports"],
            "Error: Reports need papermill, which is not installed: pip install 'aws-demarc[report]'.",
        ),
        (
            ["demo", "--out", "somewhere"],
            "Error: The demo needs moto, which is not installed: pip install 'aws-demarc[demo]'.",
        ),
        (
            ["query", "{inventory}", "FROM coverage"],
            "Error: SQL needs duckdb, which is not installed: pip install 'aws-demarc[sql]'.",
        ),
        (
            ["collect", "--out", "somewhere", "--region", "eu-central-1", "--executor", "dask://127.0.0.1:1"],
            "Error: --executor needs distributed, which is not installed: pip install 'aws-demarc[dask]'.",
        ),
    ],
    ids=["report", "demo", "query", "collect"],
)
def test_what_needs_an_extra_says_which(bare, demo_inventory, arguments, sentence):
    run = bare(*(str(argument).replace("{inventory}", str(demo_inventory)) for argument in arguments))

    assert (run.returncode, run.stdout, run.stderr) == (2, "", f"{sentence}\n")
