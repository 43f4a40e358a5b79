"""A package may bring a format; the same report comes from forked kernels and from kernels of their own."""

import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from toolkit.errors import ParameterError, UnknownName
from toolkit.report import kernels
from toolkit.report.formats import check_formats
from toolkit.report.run import report, reports

EXPORTER = """
from nbconvert.exporters import Exporter

class Text(Exporter):
    def from_notebook_node(self, nb, resources=None, **kw):
        return f"{len(nb.cells)} cells of {resources['enclosure']['framework_title']}", resources
"""


@pytest.fixture
def text_format(tmp_path, monkeypatch):
    """An installed package that brings the format `txt`."""
    about = tmp_path / "packages" / "mine-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[nbconvert.exporters]\naudit_txt = its_text:Text\n")
    (about.parent / "its_text.py").write_text(EXPORTER)
    monkeypatch.syspath_prepend(about.parent)
    yield
    sys.modules.pop("its_text", None)


@pytest.fixture
def notebook(tmp_path):
    """The path of a notebook that opens an audit and encloses none."""
    cells = [
        new_code_cell('framework_id = ""\ninventory = ""\nbaseline = ""', metadata={"tags": ["parameters"]}),
        new_code_cell(
            "from toolkit import workbook as wb\naudit = wb.audit(framework_id, inventory)\naudit.gaps.head(3)"
        ),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    path = tmp_path / "mine.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return str(path)


def test_a_report_is_the_same_from_either_kernel_and_in_a_format_of_a_package(
    notebook, text_format, demo_inventory, tmp_path, monkeypatch
):
    values = {"framework_id": "cis_aws_6", "inventory": str(demo_inventory)}
    made = []
    for forks in {kernels.FORKS, False}:
        monkeypatch.setattr(kernels, "FORKS", forks)
        made.append([path.read_bytes() for path in report(notebook, values, tmp_path / str(forks), ["html", "txt"])])

    assert made[0] == made[-1]
    assert made[0][1].startswith(b"3 cells of CIS Amazon Web Services Foundations")


def test_a_format_that_nobody_brings_is_refused(text_format):
    check_formats(["txt", "html"])
    with pytest.raises(UnknownName, match=r"No format is called 'docx'\. Known: html, pdf, txt\."):
        check_formats(["docx"])


def test_a_baseline_stands_in_the_name_and_no_report_takes_the_place_of_another(notebook, demo_inventory, tmp_path):
    values = {"framework_id": "cis_aws_6", "inventory": str(demo_inventory), "baseline": "level_1"}

    with pytest.raises(ParameterError, match=r"^Two reports would be mine_cis_aws_6_level_1\. Write them into two"):
        list(reports(notebook, [values, values], tmp_path, ["html"]))
