"""What a spreadsheet shows of our tables is what stands in them, and comes back unchanged."""

import pandas as pd
import pytest

from toolkit.spreadsheets import protected, read_rows, restored, write_csv

CHANGED = {  # a spreadsheet would run it, or make something else of it
    "a formula": "=1+1",
    "a plus": "+49 30 1234",
    "a minus": "-1",
    "an at sign": "@SUM(A1)",
    "a formula behind a blank": " =1",
    "a formula behind a no-break blank": "\u00a0=1",
    "a formula in wide signs": "\uff1d1",
    "an account id": "222222222222",
    "an account id with a leading zero": "012345678901",
    "a leading zero": "007",
    "a number with a power": "12e45",
    "a rounded account id": "2.22222E+11",
    "a control": "1.10",
    "a requirement": "8.4.1",
    "a version": "2026-1",
    "a day in one country": "1/2/2026",
    "a time": "09:00",
    "many digits": "9" * 20,
    "a tab": "\tx",
    "a line": "\nx",
    "our own apostrophe": "'=1",
    "two of them": "''1.10",
}
INSIDE = {  # a spreadsheet that separates by something else would start a cell there
    "a semicolon": ("x;=1", "x;'=1"),
    "a semicolon and a blank": ("x; @A1", "x; '@A1"),
    "a tab": ("x\t=1", "x\t'=1"),
    "a bar": ("x|-1", "x|'-1"),
    "a line": ("x\n=1", "x\n'=1"),
    "our own apostrophe": ("x;'=1", "x;''=1"),
    "two of them": ("x;=1;+2", "x;'=1;'+2"),
}
KEPT = ["", "vol-1", "12", "0", "2026-11-24", "2026-11-24T09:00:00Z", "A.5.1", "'t Hooft", "a=1; b=2", "Zoë", "CC6.1"]


@pytest.mark.parametrize("text", CHANGED.values(), ids=CHANGED)
def test_what_would_be_changed_gets_an_apostrophe_in_front(text):
    assert protected(text).startswith("'" + text[0])
    assert restored(protected(text)) == text


@pytest.mark.parametrize(("text", "safe"), INSIDE.values(), ids=INSIDE)
def test_what_would_start_a_cell_within_a_text_does_too(text, safe):
    assert protected(text) == safe
    assert restored(safe) == text


@pytest.mark.parametrize("text", KEPT)
def test_everything_else_stays_as_it_is(text):
    assert protected(text) == restored(text) == text


def test_a_table_comes_back_by_our_reader_and_by_pandas(tmp_path):
    texts = [*CHANGED.values(), *(text for text, _ in INSIDE.values()), *KEPT[1:]]
    frame = pd.DataFrame({"text": pd.array(texts, dtype="string"), "number": range(len(texts))})
    frame["kind"] = frame["text"].astype("category")
    path = tmp_path / "table.csv"

    write_csv(frame, path)

    rows = [row for _, row in read_rows(path, ["text", "number", "kind"])]
    assert [row["text"] for row in rows] == [row["kind"] for row in rows] == texts
    again = pd.read_csv(path, dtype={"text": "string"}, keep_default_na=False)
    assert again["text"].map(restored).tolist() == texts
    assert again["number"].tolist() == frame["number"].tolist()


def test_a_column_without_text_is_written_empty(tmp_path):
    write_csv(pd.DataFrame({"a": pd.array([pd.NA, pd.NA], dtype="string"), "b": [1, 2]}), tmp_path / "table.csv")

    assert (tmp_path / "table.csv").read_text("utf-8-sig") == "a,b\n,1\n,2\n"
