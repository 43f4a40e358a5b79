"""What spreadsheets make of an engagement's files: healed where nothing is guessed, else refused with the place."""

from datetime import date

import pytest

from tests.engagement_files import GOOD, HEAD, TOML, changed, refusal
from toolkit.asked import framework_ids
from toolkit.register import FILES, read_register

DAYS = [(name, c) for name, row in FILES.items() for c, about in row.model_fields.items() if about.annotation is date]
TRUTHS = [(name, c) for name, row in FILES.items() for c, about in row.model_fields.items() if about.annotation is bool]
IDS = [(name, c) for name, row in FILES.items() for c in row.model_fields if c.endswith("_id")]
ACCOUNTS = [(name, c) for name, row in FILES.items() for c in row.model_fields if "account" in c and c.endswith("_id")]
MANGLED = {
    "as a number": "2.22222E+11",
    "as a number with a comma": '"2,22222E+11"',
    "a zero lost": "22222222222",
    "a digit too many": "2222222222222",
    "with a fraction": "222222222222.0",
    "with groups": '"222,222,222,222"',
    "with blanks": "2222 2222 2222",
    "as a formula": '"=""222222222222"""',
    "with two apostrophes": "''222222222222",
    "wide digits": "\uff12" * 12,
    "Arabic digits": "\u0662" * 12,
    "a joker": "*",
    "a name": "production",
}


def test_every_column_of_its_kind_is_tried():
    assert ACCOUNTS == [("exceptions", "account_id")]
    assert len(DAYS) == 17
    assert TRUTHS == [
        ("attestations", "roll_forward"),
        ("aws_reports", "exceptions_noted"),
        ("aws_reports", "terms_accepted"),
    ]


@pytest.mark.parametrize(("name", "column"), ACCOUNTS)
@pytest.mark.parametrize("account", MANGLED.values(), ids=MANGLED)
def test_what_is_no_account_id_covers_nothing_and_is_refused(engagement, name, column, account):
    said = refusal(engagement(name, changed(name, **{column: account})))

    assert said.startswith(f"{name}.csv, row 2, column {column}: ")
    assert "is no AWS account id: that is 12 digits, leading zeros included." in said


@pytest.mark.parametrize("account", ["'012345678901", " 012345678901 ", "\u00a0012345678901", "012345678901\t"])
def test_an_account_id_is_healed_where_nothing_is_guessed(engagement, account):
    folder = engagement("exceptions", changed("exceptions", account_id=account))

    assert read_register(folder).exceptions["account_id"].tolist() == ["012345678901"]


@pytest.mark.parametrize(
    "selector", ["arn:aws:iam::22222222222:user/bert", "arn:aws:rds:eu-central-1:2.22222E+11:db:orders", "2.22222E+11"]
)
def test_an_account_id_within_a_selector_has_twelve_digits_too(engagement, selector):
    said = refusal(engagement("exceptions", changed("exceptions", resource_id=selector)))

    assert said.startswith(f"exceptions.csv, row 2, column resource_id: {selector!r} is no id of a resource")


@pytest.mark.parametrize(("name", "column"), DAYS)
@pytest.mark.parametrize("day", ["24/11/2026", "24.11.2026", "45000", "0", "86400", "2026-11-24 00:00:00", "20261124"])
def test_a_day_is_written_as_iso_8601_writes_it(engagement, name, column, day):
    said = refusal(engagement(name, changed(name, **{column: day})))

    assert said == f"{name}.csv, row 2, column {column}: {day!r} is no day; write YYYY-MM-DD, such as 2026-01-31."


@pytest.mark.parametrize("day", ["45000", "0001-01-01", "2026-12-31T00:00:00", '"31/12/2026"', "20261231"])
def test_the_days_of_the_engagement_too(engagement, day):
    said = refusal(engagement("", toml=TOML.replace("2026-12-31", day)))

    assert said.startswith("engagement.toml, [engagement], column period_end: ")
    assert said.endswith(" is no day; write YYYY-MM-DD, such as 2026-01-31.")


@pytest.mark.parametrize(("word", "truth"), [("TRUE", True), ("FALSE", False), ("True", True), (" false ", False)])
def test_truth_is_read_as_excel_writes_it(engagement, word, truth):
    folder = engagement("aws_reports", changed("aws_reports", exceptions_noted=word))

    assert read_register(folder).aws_reports["exceptions_noted"].tolist() == [truth]


@pytest.mark.parametrize("word", ["WAHR", "yes", "1", "x"])
def test_other_words_are_no_truth(engagement, word):
    said = refusal(engagement("aws_reports", changed("aws_reports", exceptions_noted=word)))

    assert said == f"aws_reports.csv, row 2, column exceptions_noted: {word!r} is neither true nor false."


def test_an_empty_cell_of_a_column_that_may_be_left_out_means_the_same(engagement):
    head = ",".join(FILES["aws_reports"].model_fields)
    folder = engagement("aws_reports", GOOD["aws_reports"] + ",,,,,,,,", head=head)

    assert read_register(folder).aws_reports.loc[2, ["terms_accepted", "services"]].tolist() == [False, ""]


@pytest.mark.parametrize("name", FILES)
def test_rows_and_columns_without_text_are_nothing(engagement, name):
    width = HEAD[name].count(",")
    folder = engagement(name, "," * (width + 2), GOOD[name] + ",,", " ," * width, "", head=HEAD[name] + ",,")

    assert getattr(read_register(folder), name).index.tolist() == [3]


ENCODINGS = {"ANSI": "cp1252", "UTF-16": "utf-16", "UTF-16 without a mark": "utf-16-le", "UTF-32": "utf-32"}
HOW = {".csv": "Save it as “CSV UTF-8 (comma delimited)”.", ".toml": "Save it as UTF-8."}


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("name", [*(f"{name}.csv" for name in FILES), "engagement.toml"])
def test_another_encoding_is_named_with_what_to_do(engagement, name, encoding):
    path = engagement("") / name
    path.write_bytes((path.read_text() + "# Zoë" * (encoding == "cp1252")).encode(encoding))

    assert refusal(path.parent) == f"{name} cannot be read: it is not UTF-8. {HOW[path.suffix]}"


@pytest.mark.parametrize(("separator", "word"), [(";", "semicolons"), ("\t", "tabs")])
@pytest.mark.parametrize("name", FILES)
def test_another_separator_is_named_with_what_to_do(engagement, name, separator, word):
    folder = engagement(name, GOOD[name].replace(",", separator), head=HEAD[name].replace(",", separator))

    assert refusal(folder) == f"{name}.csv, row 1: it is separated by {word}. Save it separated by commas."


@pytest.mark.parametrize("name", FILES)
def test_the_line_ends_of_a_macintosh_are_read(engagement, name):
    path = engagement("") / f"{name}.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r"))

    assert len(getattr(read_register(path.parent), name)) == 1


TWICE = {
    "owners": ({"accountable": "Ben Okafor"}, "column control_id: 'CC6.1' stands in row 2."),
    "attestations": ({}, "column framework_id: 'soc2_2017' stands in row 2."),
    "exceptions": ({"exception_id": "ex-1", "resource_id": "other"}, "column exception_id: 'ex-1' stands in row 2."),
    "aws_reports": ({"title": "Other"}, "column version: '2026-1' stands in row 2."),
    "scope": ({"reason": "Other."}, "column selector: 'tag:Environment=dev' stands in row 2."),
    "applicability": ({"kind": "not_applicable"}, "column control_id: 'P1.1' stands in row 2."),
    "tolerances": ({"most": "3"}, "column check_id: 's3_bucket_versioned' stands in row 2."),
    "conclusions": ({"conclusion": "Other"}, "column control_id: 'CC1.1' stands in row 2."),
}


@pytest.mark.parametrize("name", FILES)
def test_what_stands_twice_is_refused(engagement, name):
    values, sentence = TWICE[name]

    assert refusal(engagement(name, GOOD[name], changed(name, **values))) == f"{name}.csv, row 3, {sentence}"


UNKNOWN = {
    "a check": ("exceptions", {"check_id": "s3_bucket_version"}, "check_id: 's3_bucket_version' is unknown. Did you m"),
    "a check in other letters": ("exceptions", {"check_id": "S3_bucket_versioned"}, "check_id: 'S3_bucket_versioned'"),
    "an owned framework": ("owners", {"framework_id": "soc2"}, "framework_id: 'soc2' is unknown. Did you mean 'soc2_"),
    "an attested framework": ("attestations", {"framework_id": "iso"}, "framework_id: 'iso' is unknown. Known: cis_"),
    "a framework without controls": ("attestations", {"framework_id": "layer"}, "framework_id: 'layer' is unknown."),
    "an owned control": ("owners", {"control_id": "CC6.11"}, "control_id: 'CC6.11' is unknown. Did you mean 'CC6.1'"),
    "an attested control": ("attestations", {"control_id": "X"}, "control_id: 'X' is unknown. Known: A1.1, "),
    "a framework with a scope": ("scope", {"framework_id": "soc2"}, "framework_id: 'soc2' is unknown. Did you mean"),
    "a check with a tolerance": ("tolerances", {"check_id": "s3"}, "check_id: 's3' is unknown. "),
    "a concluded control": ("conclusions", {"control_id": "CC1.6"}, "control_id: 'CC1.6' is unknown. Did you mean"),
    "an excluded control": ("applicability", {"control_id": "P1.10"}, "control_id: 'P1.10' is unknown. Did you mean"),
    "a criterion of every examination": (
        "applicability",
        {"control_id": "CC6.1"},
        "control_id: 'CC6.1' can be left out",
    ),
    "a clause": (
        "applicability",
        {"framework_id": "iso_27001_2022", "control_id": "10.2"},
        "control_id: '10.2' can be",
    ),
    "a layer": ("owners", {"framework_id": "layer", "control_id": "guest"}, "control_id: 'guest' is unknown. Did you"),
}


@pytest.mark.parametrize(("name", "values", "sentence"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_a_row_names_has_to_exist(engagement, name, values, sentence):
    assert refusal(engagement(name, changed(name, **values))).startswith(f"{name}.csv, row 2, column {sentence}")


def test_a_parameter_of_no_check_is_refused(engagement):
    said = refusal(engagement("", toml=TOML + "[parameters.iam_access_key_rotate]\nmax_days = 60\n"))

    assert said.startswith("engagement.toml, [parameters]: 'iam_access_key_rotate' is unknown. Did you mean 'iam_acc")


@pytest.mark.parametrize("framework_id", framework_ids())
def test_every_framework_counts_whatever_is_audited(engagement, framework_id):
    said = refusal(engagement("owners", changed("owners", framework_id=framework_id, control_id="none")))

    assert said.startswith("owners.csv, row 2, column control_id: 'none' is unknown. ")


def test_an_owner_of_a_layer_is_read(engagement):
    folder = engagement("owners", changed("owners", framework_id="layer", control_id="guest_os"))

    assert read_register(folder).owners["control_id"].tolist() == ["guest_os"]


@pytest.mark.parametrize(("name", "column"), IDS)
def test_no_id_holds_what_is_not_seen(engagement, name, column):
    value = dict(zip(HEAD[name].split(","), GOOD[name].split(","), strict=True))[column]

    said = refusal(engagement(name, changed(name, **{column: value + "\u200b"})))

    assert said.startswith(f"{name}.csv, row 2, column {column}: ")
    assert "ZERO WIDTH SPACE, which is not seen" in said or column == "account_id"


@pytest.mark.parametrize(
    "name",
    [
        *("Exceptions.csv", "exception.csv", "exceptions.CSV", "exceptions (1).csv", "owner.csv"),
        *("exceptions - Copy.csv", "Copy of exceptions.csv", "exceptions_2026.csv", "2026 exceptions.csv"),
        *("AWS reports 2.csv", "exceptions.csv.csv"),
    ],
)
def test_a_file_that_would_not_be_read_is_named(engagement, name):
    folder = engagement("")
    (folder / name).write_text("")

    assert refusal(folder).startswith(f"{name} is not read. Did you mean '")


@pytest.mark.parametrize("name", ["exceptions.xlsx", "Exceptions.XLS", "exceptions final.ods", "exceptions.csv.txt"])
def test_a_sheet_that_nobody_saved_as_csv_is_named(engagement, name):
    folder = engagement("")
    (folder / name).write_bytes(b"PK")
    assert read_register(folder).exceptions["exception_id"].tolist() == ["EX-1"]

    (folder / "exceptions.csv").unlink()
    assert refusal(folder) == f"{name} is not read. Did you mean 'exceptions.csv'?"


@pytest.mark.parametrize(
    "name", ["exceptions.csv~", "~$exceptions.csv", ".exceptions.csv.swp", "budget.csv", "exceptions"]
)
def test_what_editors_leave_and_other_files_are_no_matter(engagement, name):
    folder = engagement("")
    (folder / name).write_text("")

    assert len(read_register(folder).exceptions) == 1


@pytest.mark.parametrize("name", ["exceptions.csv", "engagement.toml"])
@pytest.mark.parametrize("kind", ["a folder", "a link to nothing"])
def test_what_is_no_file_is_not_taken_for_none(engagement, name, kind):
    path = engagement("") / name
    path.unlink()
    path.mkdir() if kind == "a folder" else path.symlink_to("nothing")

    assert refusal(path.parent).startswith(f"{name} cannot be read: ")


DAMAGED = {
    **dict.fromkeys(
        ("#REF!", "#NAME?", "#N/A", "#NV", "#BEZUG!", "########", "Err:502", "=A2", "=SUM(A1)"), "without a value"
    ),
    "Gel\u00c3\u00b6scht": "it says 'Gel\u00f6scht'",
    "It\u00e2\u20ac\u2122s made again": "it says 'It\u2019s made again'",
}


@pytest.mark.parametrize(
    ("file", "column"),
    [
        *(("owners", "role"), ("attestations", "statement"), ("attestations", "evidence"), ("exceptions", "reason")),
        *(("exceptions", "exception_id"), ("exceptions", "resource_id"), ("exceptions", "compensating_control")),
        *(("aws_reports", "title"), ("aws_reports", "version"), ("applicability", "reason")),
    ],
)
@pytest.mark.parametrize(("cell", "why"), DAMAGED.items(), ids=ascii)
def test_a_cell_that_lost_its_value_is_refused(engagement, file, column, cell, why):
    said = refusal(engagement(file, changed(file, **{column: cell})))

    assert said.startswith(f"{file}.csv, row 2, column {column}: {cell!r} ")
    assert why in said


@pytest.mark.parametrize(
    "cell", ["Gelöscht", "It\u2019s “made” again…", "5 €", "日本", "Größe № 1!", "#1", "a = b", "- none"]
)
def test_a_cell_with_signs_of_its_own_stays_as_it_is(engagement, cell):
    folder = engagement("exceptions", changed("exceptions", reason=cell))
    assert read_register(folder).exceptions["reason"].tolist() == [cell]


def test_a_letter_that_was_lost_is_not_read_as_another(engagement):
    said = refusal(engagement("exceptions", changed("exceptions", requested_by="Zo\ufffd Lind")))
    assert said == "exceptions.csv holds U+FFFD, which stands for a letter that was lost. Write it again."


def test_a_row_that_somebody_put_out_of_use_with_a_sign_does_not_count_silently(engagement):
    said = refusal(engagement("exceptions", "#" + changed("exceptions")))
    assert said == "exceptions.csv, row 2: it starts with `#`, and would count. Remove it."


def test_settings_too_deep_to_read_are_one_sentence(engagement):
    deep = TOML + "[parameters]\na = " + "[" * 5000 + "]" * 5000 + "\n"
    assert refusal(engagement(None, toml=deep)).startswith("engagement.toml cannot be read: ")


PLACE = "arn:aws:{}:eu-central-1:222222222222:{}".format


@pytest.mark.parametrize(
    "selector",
    [
        *("arn:aws*", "arn:*", "arn:aws:s3*", "arn:aws:s3:::*-222222222222-*", "arn:aws:sns:*:222222222222:*"),
        *("*:222222222222:*", "*222222222222*", "*:key/*", "*instance*", "*arn:aws:s3*", "222222222222/*"),
        *("arn:aws:iam::222222222222:role/*", "arn:aws:iam::222222222222:role*", "arn:aws:*:*:*:key/*"),
        *("arn:aws:iam::222222222222:user/*/access-key/*", "arn:aws:s3:::*-eu-central-1"),
        *(PLACE("ec2", "security-group/sg-*"), PLACE("ec2", "*/vol-*"), PLACE("elasticfilesystem", "file-system/fs-*")),
        *(PLACE("kms", "key/*"), PLACE("lambda", "function:*"), PLACE("rds", "*"), PLACE("logs", "log-group:*")),
    ],
)
def test_a_selector_that_names_a_kind_and_no_resource_is_refused(engagement, selector):
    said = refusal(engagement("exceptions", changed("exceptions", resource_id=selector)))
    assert "means resources that nobody has seen; name resources" in said


@pytest.mark.parametrize(
    "selector",
    [
        *("arn:aws:s3:::scratch-*", "arn:aws:s3:::*-scratch", "arn:aws:iam::222222222222:user/ci-*/access-key/*"),
        *(
            "arn:aws:ec2:*:222222222222:security-group/sg-0a1b*",
            "222222222222/eu-central-1",
            "arn:aws:kms:*:*:key/0f3c-*",
        ),
        *(PLACE("lambda", "function:orders-*"), PLACE("logs", "log-group:/aws/lambda/*"), PLACE("sqs", "orders-*")),
        *(PLACE("ec2", "volume/vol-0a1b2c3d4e5f60718"), "arn:aws:iam::222222222222:role/service-role/*"),
    ],
)
def test_a_selector_that_names_resources_of_a_kind_is_taken(engagement, selector):
    folder = engagement("exceptions", changed("exceptions", resource_id=selector))
    assert read_register(folder).exceptions["resource_id"].tolist() == [selector]
