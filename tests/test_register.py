"""The engagement folder: what it may say, and the one sentence that names file, row and column where it does not."""

from datetime import date
from pathlib import Path

import pytest

import toolkit.demo
from tests.engagement_files import GOOD, HEAD, TOML, changed, refusal
from toolkit.register import FILES, Register, read_register

DEMO = Path(toolkit.demo.__file__).parent / "engagement"


def test_the_demo_engagement_is_read_whole():
    register = read_register(DEMO)

    assert register.engagement.client == "Example Ltd"
    assert register.engagement.period_end == date(2026, 9, 30)
    lines = {name: len((DEMO / f"{name}.csv").read_text(encoding="utf-8").splitlines()) - 1 for name in FILES}
    assert {name: len(getattr(register, name)) for name in FILES} == lines
    assert register.attestations.loc[2, "expires_at"] == date(2027, 10, 14)
    assert register.aws_reports["exceptions_noted"].tolist() == [False] * 7 + [True]


def test_no_engagement_is_an_empty_register():
    for nothing in (None, ""):
        register = read_register(nothing)

        assert register.engagement is None
        assert {name: len(getattr(register, name)) for name in FILES} == dict.fromkeys(FILES, 0)
        assert list(register.owners.columns) == HEAD["owners"].split(",")


def test_files_that_are_not_there_are_empty(tmp_path):
    (tmp_path / "engagement.toml").write_text(TOML)

    register = read_register(tmp_path)

    assert list(register.exceptions.columns) == list(Register().exceptions.columns)
    assert len(register.exceptions) == 0


def test_what_is_written_arrives(engagement):
    register = read_register(engagement("owners", "soc2_2017, CC6.1 ,CISO,Zoë Lindqvist,"))

    assert register.owners.to_dict("records") == [
        {"framework_id": "soc2_2017", "control_id": "CC6.1", "role": "CISO", "accountable": "Zoë Lindqvist"}
        | {"backup": ""}
    ]
    assert register.exceptions.loc[2, "approved_at"] == date(2026, 7, 1)


def test_parameters_arrive_as_they_are(engagement):
    folder = engagement("", toml=TOML + "[parameters.iam_access_key_rotated]\nmax_days = 60\n")

    assert read_register(folder).parameters == {"iam_access_key_rotated": {"max_days": 60}}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_excel_and_notepad_write_is_read(engagement, encoding, newline):
    folder = engagement("")
    (folder / "engagement.toml").write_text(TOML, encoding=encoding, newline=newline)
    text = f"{HEAD['owners']}\n{GOOD['owners']}\n"
    (folder / "owners.csv").write_text(text, encoding=encoding, newline=newline)

    register = read_register(folder)

    assert register.engagement.title == "Review"
    assert register.owners["accountable"].tolist() == ["Anna Fischer"]


def test_a_cell_may_hold_a_comma_a_quote_and_a_line_break(engagement):
    folder = engagement("applicability", changed("applicability", reason='"Out, as ""agreed"",\nin May."'))

    assert read_register(folder).applicability.loc[2, "reason"] == 'Out, as "agreed",\nin May.'


def test_a_folder_that_is_not_there_is_named(tmp_path):
    assert refusal(tmp_path / "none") == f"{tmp_path / 'none'} is no engagement: it has no engagement.toml."


TOMLS = {
    "no section": ('title = "Review"\n', "engagement.toml: unknown section 'title'; it has [engagement], [parameters]"),
    "empty": ("", "engagement.toml has no section [engagement]."),
    "not a section": ("engagement = 5\n", "engagement.toml has no section [engagement]."),
    "unknown section": (TOML + "[scope]\n", "engagement.toml: unknown section 'scope'"),
    "no TOML": ("[engagement\n", "engagement.toml cannot be read: "),
    "missing key": (TOML.replace('auditor = "Northgate"\n', ""), "engagement.toml, [engagement], column auditor: "),
    "unknown key": (TOML + "scope = 1\n", "engagement.toml, [engagement], column scope: "),
    "empty key": (TOML.replace("Northgate", " "), "engagement.toml, [engagement], column auditor: "),
    "period reversed": (
        TOML.replace("2026-12-31", "2025-12-31"),
        "engagement.toml, [engagement]: period_end 2025-12-31 is before period_start 2026-01-01.",
    ),
    "bad date": (TOML.replace("2026-12-31", '"31.12.2026"'), "engagement.toml, [engagement], column period_end: "),
    "parameter without its check": (TOML + "[parameters]\nmax_days = 60\n", "engagement.toml, [parameters]: "),
    "parameters no section": ("parameters = 60\n" + TOML, "engagement.toml, [parameters]: "),
}


@pytest.mark.parametrize(("toml", "sentence"), TOMLS.values(), ids=TOMLS)
def test_a_malformed_engagement_toml_names_the_place(engagement, toml, sentence):
    assert refusal(engagement("", toml=toml)).startswith(sentence)


CELLS = {
    "bad date": ("attestations", {"attested_at": "1.9.2026"}, ", column attested_at: "),
    "no such day": ("exceptions", {"expires_at": "2027-02-30"}, ", column expires_at: "),
    "empty date": ("applicability", {"approved_at": ""}, ", column approved_at: "),
    "bad method": ("attestations", {"method": "guess"}, ", column method: "),
    "bad conclusion": ("attestations", {"conclusion": "ok"}, ", column conclusion: "),
    "empty name": ("owners", {"accountable": "  "}, ", column accountable: "),
    "bad truth value": ("aws_reports", {"exceptions_noted": "perhaps"}, ", column exceptions_noted: "),
    "unknown kind": ("aws_reports", {"kind": "soc4"}, ", column kind: 'soc4' is unknown. Did you mean 'soc3'?"),
    "report reversed": (
        *("aws_reports", {"period_end": "2025-09-30"}),
        ": period_end 2025-09-30 is before period_start 2025-10-01.",
    ),
    "attested period reversed": (
        *("attestations", {"period_end": "2025-12-31"}),
        ": period_end 2025-12-31 is before period_start 2026-01-01.",
    ),
    "reviewed before attested": (
        *("attestations", {"reviewed_at": "2026-08-31"}),
        ": reviewed_at 2026-08-31 is before attested_at 2026-09-01.",
    ),
    "exception expires before approval": (
        *("exceptions", {"expires_at": "2026-06-30"}),
        ": expires_at 2026-06-30 is before approved_at 2026-07-01.",
    ),
    "reviewed by oneself": (
        *("attestations", {"reviewed_by": "Anna Fischer"}),
        ": attested_by and reviewed_by are both 'Anna Fischer'; another person has to.",
    ),
    "approved by oneself": (
        *("exceptions", {"approved_by": "Carla Rossi"}),
        ": requested_by and approved_by are both 'Carla Rossi'; another person has to.",
    ),
    "approved by oneself in other letters": (
        *("exceptions", {"approved_by": "  carla   ROSSI "}),
        ": requested_by and approved_by are both 'Carla Rossi'; another person has to.",
    ),
    "approved by oneself with another accent": (
        *("exceptions", {"requested_by": "Zoë", "approved_by": "Zoe\u0308"}),
        ": requested_by and approved_by are both 'Zoë'; another person has to.",
    ),
    "no kind of exclusion": ("applicability", {"kind": ""}, ", column kind: "),
    "another kind of exclusion": (
        *("applicability", {"kind": "out of scope"}),
        ", column kind: 'out of scope' is unknown. Did you mean 'out_of_scope'?",
    ),
    "a method that is none": ("attestations", {"method": "examine ask"}, ", column method: 'ask' is unknown. Known: "),
    "a tolerance of none": ("tolerances", {"most": "0"}, ", column most: '0' is no number; write digits, from 1 on."),
    "a relative tolerance": ("tolerances", {"most": "5 %"}, ", column most: '5 %' is no number"),
    "a tolerance of what is grave": (
        *("tolerances", {"check_id": "rds_instance_private"}),
        ", column check_id: 'rds_instance_private' is ",
    ),
    "a scope to neither side": ("scope", {"direction": "none"}, ", column direction: 'none' is unknown. Known: in, ou"),
    "a selector of a name": ("scope", {"selector": "dev"}, ", column selector: 'dev' selects nothing; write tag:Key="),
    "a tag without a value": ("scope", {"selector": "tag:dev"}, ", column selector: 'tag:dev' selects nothing"),
    "any tag": ("scope", {"selector": "tag:*=dev"}, ", column selector: 'tag:*=dev' selects nothing"),
    "an account of eleven digits": ("scope", {"selector": "account:11111111111"}, ", column selector: 'account:111"),
    "no Region": ("scope", {"selector": "region:Frankfurt"}, ", column selector: 'region:Frankfurt' selects nothing"),
    "the place of global resources": ("scope", {"selector": "region:global"}, ", column selector: 'region:global' sel"),
    "all of a kind": ("scope", {"selector": "arn:aws:s3:::*"}, ", column selector: 'arn:aws:s3:::*' means resources"),
    "accepts everything": ("exceptions", {"resource_id": "*"}, ", column resource_id: '*' means resources"),
    "accepts everything twice": ("exceptions", {"resource_id": " ** "}, ", column resource_id: '**' means resources"),
    "accepts nearly everything": ("exceptions", {"resource_id": "*e*"}, ", column resource_id: '*e*' means resources"),
    "accepts what two letters begin": (
        "exceptions",
        {"resource_id": "my*"},
        ", column resource_id: 'my*' means resources",
    ),
    "accepts every ARN": ("exceptions", {"resource_id": "arn:*"}, ", column resource_id: 'arn:*' means resources"),
    "accepts all of a service": (
        *("exceptions", {"resource_id": "arn:aws:s3:::*"}),
        ", column resource_id: 'arn:aws:s3:::*' means resources that nobody has seen; name resources.",
    ),
}


@pytest.mark.parametrize(("name", "values", "sentence"), CELLS.values(), ids=CELLS)
def test_a_malformed_cell_names_file_row_and_column(engagement, name, values, sentence):
    folder = engagement(name, changed(name, **values))

    assert refusal(folder).startswith(f"{name}.csv, row 2{sentence}")


@pytest.mark.parametrize(
    "selector",
    [
        *("tag:Environment=dev", "tag:aws:cloudformation:stack-name=demo-*", "account:111111111111"),
        *("region:us-gov-west-1", "arn:aws:s3:::scratch-*", "arn:aws:iam::222222222222:user/bert"),
    ],
)
def test_a_scope_is_selected_by_tag_account_region_or_arn(engagement, selector):
    assert read_register(engagement("scope", changed("scope", selector=selector))).scope["selector"].item() == selector


def test_who_does_not_say_in_what_capacity_speaks_for_management(engagement):
    row = read_register(engagement("")).attestations.loc[2]

    assert (row["capacity"], row["kind"], row["roll_forward"]) == ("management", "control", False)


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(engagement):
    folder = engagement("owners", GOOD["owners"], "", changed("owners", control_id="CC6.2", role=""))

    assert refusal(folder).startswith("owners.csv, row 4, column role: ")


@pytest.mark.parametrize(
    "head",
    [
        HEAD["owners"] + ",phone",
        HEAD["owners"].removesuffix(",backup"),
        HEAD["owners"].replace("role", "title"),
        "",
    ],
    ids=["unknown column", "missing column", "renamed column", "empty file"],
)
def test_other_columns_are_refused_with_those_that_are_wanted(engagement, head):
    assert refusal(engagement("owners", head=head)).startswith(f"owners.csv, row 1: the columns are {head[:9]}")
    assert refusal(engagement("owners", head=head)).endswith(f"write {HEAD['owners']}.")


@pytest.mark.parametrize(("row", "size"), [(GOOD["owners"] + ",one more", 6), ("soc2_2017,CC6.1", 2)])
def test_a_row_of_another_length_is_refused(engagement, row, size):
    assert refusal(engagement("owners", GOOD["owners"], row)) == f"owners.csv, row 3: it has {size} columns, not 5."


def test_an_open_quote_is_refused(engagement):
    assert refusal(engagement("owners", 'soc2_2017,"CC6.1')).startswith("owners.csv cannot be read: ")
