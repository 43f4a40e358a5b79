"""Declarations of others: an installed package, and the code of an engagement that its caller lets run."""

import os
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest

from tests.engagement_files import TOML
from tests.inventories import inventory, rows
from tests.inventory.small import write
from toolkit.asked import code_of
from toolkit.assessment import make_assessment, write_assessment
from toolkit.assessment.reperform import Reperformance, reperform
from toolkit.catalogue import described
from toolkit.checks import CHECKS
from toolkit.declarations import _modules as hash_of
from toolkit.declarations import admit, declarations, foreign
from toolkit.errors import AssessmentError, RegisterError
from toolkit.frameworks import read_framework
from toolkit.gaps import open_audit
from toolkit.report.parameters import audit_parameters, find_notebook
from toolkit.show.sections import cover

OWN = '''
from toolkit.model import check


@check("s3_bucket", domain="governance", severity="low", family="naming")
def s3_bucket_named_by_rule(name):
    """The name of the bucket begins with the name of the house.

    Why: Whoever finds it knows whose it is.
    Remedy: Make a bucket with a name by the rule, and move the objects.
    Source: own reasoning
    """
    return name.str.startswith("house-")
'''
TABLE = '''
from toolkit.model import column, table


@table("s3:list_buckets", resource_type="AWS::S3::Bucket", key="Name", scope="global")
class s3_bucket_listed:
    """Buckets, as they are listed."""

    name: str = column("Name", "Name of the bucket.")
'''
HEAD = "control_id,check_id,strength,sources,reason\n"
CLAIM = f"{HEAD}CC2.1,family:naming,supporting,own,Names tell whose data it is.\n"
ABOUT = """Metadata-Version: 2.1
Name: house-rules
Version: 1.2
"""


@pytest.fixture
def engagement(tmp_path):
    """`engagement(own.py=…)` is an engagement with these files of code and one claim on SOC 2."""

    def make(**code):
        (tmp_path / "engagement.toml").write_text(TOML)
        (tmp_path / "code").mkdir(exist_ok=True)
        for name, content in code.items():
            (tmp_path / "code" / f"{name}.py").write_text(content)
        (tmp_path / "evidence").mkdir(exist_ok=True)
        (tmp_path / "evidence" / "soc2_2017.csv").write_text(CLAIM)
        return tmp_path

    yield make
    admit(None)


def collected(assessment):
    """Give an assessment of a made-up estate who collected it, which a first page names."""
    return replace(assessment, manifest=assessment.manifest | {"inventory": assessment.about | {"caller_arn": "arn"}})


def allowed(folder):
    return code_of(folder)[1]


def test_what_a_folder_brings_runs_only_with_the_hash_that_its_caller_gives(engagement):
    folder = engagement(own=OWN)

    with pytest.raises(RegisterError, match=rf"brings code that was not run: code/own\.py\. .* {allowed(folder)}$"):
        admit(folder)
    with pytest.raises(RegisterError, match="It is not the code that was allowed"):
        admit(folder, "0" * 64)
    assert "s3_bucket_named_by_rule" not in CHECKS

    admit(folder, allowed(folder))
    assert foreign()[["kind", "name", "origin"]].values.tolist() == [
        ["check", "s3_bucket_named_by_rule", f"engagement code {allowed(folder)}"]
    ]


def test_what_an_engagement_declares_is_told_and_marked(engagement):
    folder = engagement(own=OWN)
    admit(folder, allowed(folder))
    (said,) = described("s3_bucket_named_by_rule", engagement=folder)

    assert said["declared by"] == f"engagement code {allowed(folder)}"
    assert [(row["control_id"], row["strength"], row["origin"]) for row in said["evidence for"]] == [
        ("CC2.1", "supporting", "engagement")
    ]


def test_code_that_changed_is_other_code(engagement):
    folder = engagement(own=OWN)
    before = allowed(folder)
    engagement(own=OWN + "\n")

    with pytest.raises(RegisterError, match="It is not the code that was allowed"):
        admit(folder, before)


def test_consent_to_nothing_is_refused(tmp_path):
    with pytest.raises(RegisterError, match=r"Code was allowed, and no engagement brings none|brings none"):
        admit(None, "0" * 64)


def test_what_one_engagement_brought_is_gone_in_the_next(engagement):
    folder = engagement(own=OWN)
    admit(folder, allowed(folder))
    admit(None)

    assert foreign().empty
    with pytest.raises(RegisterError, match="'family:naming' is unknown"):
        read_framework("soc2_2017", folder)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("1 / 0", r"code/own\.py fails: ZeroDivisionError"),
        ("def", r"code/own\.py fails: SyntaxError"),
        ("raise SystemExit(0)", r"code/own\.py fails: SystemExit"),  # with which a command would end well
        (OWN.replace("s3_bucket_named_by_rule", "s3_bucket_versioned"), "Two checks are called 's3_bucket_versioned'"),
        (OWN.replace('"s3_bucket"', '"s3_buckets"'), r"reads 's3_buckets', which is no table or view\. Did you mean"),
        (OWN.replace("_by_rule(name)", "_by_rule(nam)"), r"reads 'nam', which s3_bucket does not have\. Did you mean"),
    ],
)
def test_code_that_cannot_be_used_is_refused_in_a_sentence_and_leaves_nothing(engagement, code, sentence):
    folder = engagement(own=code)

    with pytest.raises(RegisterError, match=sentence):
        admit(folder, allowed(folder))
    assert foreign().empty
    assert CHECKS.origins["s3_bucket_versioned"] == "shipped"


def test_a_claim_that_ships_stays_as_it_is(engagement):
    shipped = read_framework("soc2_2017").evidence.iloc[0]
    folder = engagement()
    (folder / "evidence" / "soc2_2017.csv").write_text(
        f"{HEAD}{shipped['control_id']},{shipped['check_id']},supporting,own,No.\n"
    )

    assert read_framework("soc2_2017", folder).evidence.iloc[0].equals(shipped)
    assert len(read_framework("soc2_2017", folder).evidence) == len(read_framework("soc2_2017").evidence)


def test_every_declaration_has_a_hash_that_covers_what_it_reads():
    frame = declarations()
    hashes = frame.set_index(["kind", "name"])["sha256"]

    assert frame["kind"].value_counts().to_dict().keys() == {"check", "view", "table"}
    assert frame["sha256"].str.fullmatch("[0-9a-f]{64}").all()
    assert set(frame["origin"]) == {"shipped"}
    # Both stand in one module; the one that reads a view hangs on more.
    assert hashes["check", "s3_bucket_versioned"] != hashes["check", "s3_bucket_access_logged"]


def test_a_hash_covers_every_module_that_the_declaration_uses():
    modules = ["checks.s3", "model", "policy_documents", "readings", "tables.s3", "views.s3"]
    mine = hash_of(CHECKS["s3_bucket_access_logged"])

    assert set(modules) <= {name.removeprefix("toolkit.") for name in mine}
    assert "toolkit.checks.kms" not in mine
    assert hash_of(CHECKS["kms_key_rotation_enabled"]).isdisjoint({"toolkit.checks.s3", "toolkit.tables.s3"})


def _python(code, *folders):
    there = os.pathsep.join(map(str, folders))
    made = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": there},
        check=False,
    )
    return made.stdout.strip() if made.returncode == 0 else made.stderr.strip().splitlines()[-1]


@pytest.fixture
def package(tmp_path):
    """`package(code)` is a folder with an installed distribution whose module declares this."""

    def make(code):
        module = tmp_path / "house_rules"
        module.mkdir()
        (module / "__init__.py").write_text("")
        (module / "declared.py").write_text(code)
        (module / "evidence").mkdir()
        (module / "evidence" / "soc2_2017.csv").write_text(CLAIM)
        about = tmp_path / "house_rules-1.2.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(ABOUT)
        (about / "entry_points.txt").write_text("[demarc.declarations]\nhouse = house_rules.declared\n")
        return tmp_path

    return make


def test_an_installed_package_brings_tables_checks_and_claims_marked_as_its_own(package):
    folder = package(TABLE + OWN)

    said = _python(
        "from toolkit.declarations import foreign; from toolkit.frameworks import read_framework as r;"
        "print(foreign()[['kind', 'name', 'origin']].values.tolist());"
        "e = r('soc2_2017').evidence; print(e.loc[e.origin.ne('shipped'), ['check_id', 'origin']].values.tolist())",
        folder,
    )

    assert said.splitlines() == [
        "[['check', 's3_bucket_named_by_rule', 'house-rules 1.2'], ['table', 's3_bucket_listed', 'house-rules 1.2']]",
        "[['s3_bucket_named_by_rule', 'house-rules 1.2']]",
    ]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("raise SystemExit(0)", "What house-rules 1.2 declares cannot be used (SystemExit"),
        ("import nothing_of_that_name", "What house-rules 1.2 declares cannot be used (ModuleNotFoundError"),
        (OWN.replace("s3_bucket_named_by_rule", "s3_bucket_versioned"), "one of them by house-rules 1.2"),
    ],
)
def test_a_package_that_cannot_be_used_is_never_left_out_silently(package, code, sentence):
    said = _python("import toolkit.checks", package(code))

    assert said.startswith("toolkit.errors.DeclarationError: ")
    assert sentence in said


def test_a_claim_of_an_engagement_moves_its_own_check_and_is_marked(engagement):
    folder = engagement(own=OWN)
    made = open_audit(
        "soc2_2017",
        inventory({"s3_bucket": rows("s3_bucket", name=["house-a", "b"])}),
        engagement=folder,
        allow_code=allowed(folder),
    )

    mine = made.observations[made.observations["check_id"].eq("s3_bucket_named_by_rule")]
    assert mine["result"].tolist() == ["pass", "fail"]
    claim = made.framework.evidence[made.framework.evidence["check_id"].eq("s3_bucket_named_by_rule")]
    assert claim[["control_id", "strength", "origin"]].values.tolist() == [["CC2.1", "supporting", "engagement"]]
    assert "s3_bucket_named_by_rule" in set(made.failing["check_id"])
    assert dict(cover(replace(made, assessment=collected(made.assessment))))["Declared by others"] == (
        f"1 claim of engagement; 1 check of engagement code {allowed(folder)}"
    )


def test_what_was_judged_with_code_of_an_engagement_comes_out_again_with_it(engagement, tmp_path):
    folder = engagement(own=OWN)
    code = str(folder), allowed(folder)
    estate = write(tmp_path / "estate", ["111111111111"], ["eu-central-1"], ["s3_bucket"])
    admit(*code)
    made = write_assessment(estate, tmp_path / "made", code=code).folder
    admit(None)

    assert reperform(made, estate, code) == Reperformance((), ())


def test_code_that_changed_reads_no_verdicts_of_what_it_was_before(engagement):
    folder = engagement(own=OWN)
    admit(folder, allowed(folder))
    made = make_assessment(inventory({"s3_bucket": rows("s3_bucket", name=["b"])}))
    read_before = replace(made, read={"declarations": made.declarations}.__getitem__)
    engagement(own=OWN.replace("house-", ""))

    with pytest.raises(AssessmentError, match=r"has s3_bucket_named_by_rule of engagement code .*, and here it is of"):
        open_audit("soc2_2017", read_before, engagement=folder, allow_code=allowed(folder))


def test_the_notebook_of_a_report_takes_the_hash_that_allows_code(engagement, tmp_path):
    folder = engagement(own=OWN)
    estate = write(tmp_path / "estate", ["111111111111"], ["eu-central-1"], ["s3_bucket"])
    given = {"framework_id": "soc2_2017", "inventory": str(estate), "engagement": str(folder)}
    path = find_notebook("gap_analysis")

    assert audit_parameters(path, given | {"allow_code": allowed(folder)})["allow_code"] == allowed(folder)
    assert "allow_code=allow_code" in path.read_text(encoding="utf-8")
    with pytest.raises(RegisterError, match="brings code that was not run"):
        audit_parameters(path, given)


def test_page_one_says_nothing_of_others_where_all_ships():
    made = open_audit("soc2_2017", inventory({"s3_bucket": rows("s3_bucket", name=["b"])}))

    assert "Declared by others" not in dict(cover(replace(made, assessment=collected(made.assessment))))


def test_frames_keep_checks_that_no_registry_had_when_they_were_made(engagement):
    folder = engagement(own=OWN)
    admit(folder, allowed(folder))
    estate = inventory({"s3_bucket": rows("s3_bucket", name=["b"])})
    seen = open_audit("gdpr", estate, engagement=folder, allow_code=allowed(folder)).observations

    assert pd.Series(["s3_bucket_named_by_rule"]).isin(seen["check_id"]).all()
    assert seen["check_id"].notna().all()
