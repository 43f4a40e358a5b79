"""`--fail-on`: exit code 3 over what it names, once everything is written."""

import json

import pytest

from tests.show import small
from toolkit.cli.assess import _gate
from toolkit.cli.gates import SEVERITIES, fail_on
from toolkit.errors import GateError
from toolkit.model import SEVERITIES as DECLARED

FAILURES = {"critical": 0, "high": 2, "medium": 0, "low": 5}


def test_severities_are_those_of_checks():
    assert SEVERITIES == DECLARED


@pytest.mark.parametrize(
    ("gates", "said"),
    [
        (["gap"], "2 gaps (soc2_2017 CC6.1, soc2_2017 CC6.6)"),
        (["unknown"], "7 observations that could not be made"),
        (["high"], "failures: 2 high"),
        (["medium"], "failures: 2 high"),
        (["low"], "failures: 2 high, 5 low"),
        (["critical", "low"], "failures: 2 high, 5 low"),
        (["high", "unknown"], "7 observations that could not be made; failures: 2 high"),
    ],
)
def test_a_gate_says_what_it_found(gates, said):
    with pytest.raises(GateError) as error:
        fail_on(gates, ["soc2_2017 CC6.1", "soc2_2017 CC6.6"], 7, FAILURES)

    assert str(error.value) == f"--fail-on {' '.join(gates)}: {said}."
    assert error.value.exit_code == 3


@pytest.mark.parametrize("gates", [[], ["critical"], ["gap"], ["unknown"]])
def test_a_gate_lets_through_what_it_does_not_name(gates):
    fail_on(gates, [], 0, FAILURES)


def test_assess_writes_everything_and_then_ends_over_what_it_found(demo_inventory, tmp_path, demarc):
    words = ["assess", demo_inventory, "--out", tmp_path / "out", "--framework", "soc2_2017", "--json"]
    code, out, err = demarc(*words, "--fail-on", "gap", "--fail-on", "critical")
    found = json.loads(out)

    assert code == 3
    gaps = found["frameworks"]["soc2_2017"]["gaps"]
    assert err.startswith(f"Error: --fail-on gap critical: {gaps} gaps (soc2_2017 CC")
    assert "critical" in err.rpartition("failures: ")[2] and "high" not in err
    assert gaps > 10
    assert [path for path in found["files"] if not (tmp_path / "out").joinpath(path).exists()] == []


def test_what_an_exception_accepts_passes_the_gate():
    audit = small.audit()
    rows = audit.observations
    failed = rows["severity"].eq("medium") & rows["result"].eq("fail")
    left = int((failed & rows["exception_id"].eq("")).sum())

    assert 0 < left < failed.sum()
    with pytest.raises(GateError, match=rf"^--fail-on medium: failures: .*{left} medium\.$"):
        _gate([audit], ["medium"])
