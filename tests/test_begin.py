"""An engagement that was begun: it has all that is read, and is read once people filled it in."""

import nbformat
import pytest

from tests.engagement_files import GOOD, TOML, refusal
from toolkit.errors import OccupiedError
from toolkit.register import FILES, begin_engagement, read_register
from toolkit.resources import NOTEBOOKS


@pytest.fixture
def begun(tmp_path):
    folder = tmp_path / "engagement"
    begin_engagement(folder)
    return folder


def test_it_has_each_table_and_each_notebook(begun):
    assert sorted(path.stem for path in begun.glob("*.csv")) == sorted(FILES)
    assert sorted(path.name for path in (begun / "notebooks").iterdir()) == sorted(
        path.name for path in NOTEBOOKS.glob("*.ipynb")
    )
    for path in (begun / "notebooks").iterdir():
        nbformat.validate(nbformat.read(path, as_version=4))
    readme = (begun / "README.md").read_text(encoding="utf-8")
    for name, row in FILES.items():
        assert f"`{name}.csv`" in readme
        assert [column for column in row.model_fields if f"`{column}`" not in readme] == []


def test_nothing_reads_it_before_each_field_is_filled_in(begun):
    path = begun / "engagement.toml"
    filled = [line for line in TOML.splitlines() if " = " in line]
    for line in filled:
        name = line.partition(" = ")[0]
        assert f"engagement.toml, [engagement], column {name}: " in refusal(begun)
        path.write_text(path.read_text(encoding="utf-8").replace(f'{name} = ""', line), encoding="utf-8")

    assert read_register(begun).engagement.client == "Example Ltd"


def test_once_filled_in_its_tables_take_rows(begun):
    (begun / "engagement.toml").write_text(TOML, encoding="utf-8")
    for name, row in GOOD.items():
        with (begun / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.write(row + "," * (len(FILES[name].model_fields) - row.count(",") - 1) + "\n")
    register = read_register(begun)

    assert [name for name in FILES if len(getattr(register, name)) != 1] == []


def test_a_folder_that_holds_something_is_left_as_it_is(begun):
    before = {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()}
    with pytest.raises(OccupiedError, match=r"engagement is not empty\. Name a new folder\.$"):
        begin_engagement(begun)

    assert {path: path.read_bytes() for path in begun.rglob("*") if path.is_file()} == before
