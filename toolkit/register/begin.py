"""Make an engagement folder, to be filled in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from toolkit.asked import ENGAGEMENT
from toolkit.errors import OccupiedError
from toolkit.files import private_file, private_folder, put, writing
from toolkit.register.rows import FILES, Engagement
from toolkit.resources import NOTEBOOKS
from toolkit.seal import refuse_inside
from toolkit.spreadsheets import write_csv

HEAD = "# Fill in all of it. A day is written as 2026-01-31. Nothing reads this engagement before.\n[engagement]\n"
README = """# Engagement

What people say beside what was collected. First fill in `{about}`; then write into the tables, in a spreadsheet or by
hand. Columns are not to be renamed; a row that is malformed is refused, with its file, row and column.

{files}

`demarc show CHECK` names the parameters that a check takes: they go into `{about}`, as `[parameters.CHECK]`.
`demarc attach FOLDER FILE` copies evidence in, for the column `files` of `attestations.csv`.

```console
$ demarc assess INVENTORY --engagement FOLDER --out assessment
$ demarc report assessment --engagement FOLDER --framework soc2_2017 --out reports
```

The notebooks are copies, to be changed: `demarc report --notebook FOLDER/notebooks/gap_analysis.ipynb`, or JupyterLab.
"""


def begin_engagement(folder: Path | str) -> list[Path]:
    """Make an engagement folder with everything that can be read of one, empty.

    Parameters
    ----------
    folder : path
        Folder to make; an empty one may be there.

    Returns
    -------
    list of path
        The files: engagement.toml, whose fields have to be filled in before anything reads the engagement, each table
        with its header, a README, and copies of the notebooks.

    Raises
    ------
    OccupiedError
        The folder holds something, or lies in what is sealed.
    OutputError
        It cannot be written.

    """
    folder = Path(folder)
    refuse_inside(folder)
    with writing(folder):
        if folder.is_dir() and any(folder.iterdir()):
            raise OccupiedError(f"{folder} is not empty. Name a new folder.")
        private_folder(folder)
        made = [put(folder / ENGAGEMENT, _about()), put(folder / "README.md", _readme())]
        for name, row in FILES.items():
            made.append(private_file(folder / f"{name}.csv"))
            write_csv(pd.DataFrame(columns=list(row.model_fields)), made[-1])
        notebooks = private_folder(folder / "notebooks")
        for notebook in sorted(NOTEBOOKS.glob("*.ipynb")):
            made.append(private_file(notebooks / notebook.name))
            shutil.copyfile(notebook, made[-1])
    return made


def _about() -> str:
    """Write engagement.toml: what has to be filled in, and as comments what may be."""
    fields = Engagement.model_fields.items()
    return HEAD + "".join(f'{"" if about.is_required() else "# "}{name} = ""\n' for name, about in fields)


def _readme() -> str:
    """Name each table with what a row of it is and its columns."""
    lines = []
    for name, row in FILES.items():
        says = " ".join((row.__doc__ or "").split("\n\n")[0].split())
        lines.append(f"- `{name}.csv`: {says} Columns: {', '.join(f'`{column}`' for column in row.model_fields)}.")
    return README.format(about=ENGAGEMENT, files="\n".join(lines))
