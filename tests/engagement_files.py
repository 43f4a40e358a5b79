"""Engagement folders written to disk, each valid but for what a test is about."""

import pytest

from toolkit.errors import RegisterError
from toolkit.register import FILES, read_register

TOML = """[engagement]
title = "Review"
client = "Example Ltd"
auditor = "Northgate"
prepared_by = "Ingrid Solberg"
period_start = 2026-01-01
period_end = 2026-12-31
"""
HEAD = {  # without the columns that a file may leave out
    name: ",".join(column for column, about in row.model_fields.items() if about.is_required())
    for name, row in FILES.items()
}
GOOD = {
    "owners": "soc2_2017,CC6.1,CISO,Anna Fischer,",
    "attestations": (
        "soc2_2017,CC1.1,Signed by all.,examine,effective,Anna Fischer,2026-09-01,Ben Okafor,2026-09-08,"
        "2026-01-01,2026-12-31,2027-09-01,HR-1"
    ),
    "exceptions": (
        "EX-1,s3_bucket_versioned,arn:aws:s3:::scratch-*,222222222222,Build output.,Sources are versioned.,"
        "Carla Rossi,Anna Fischer,2026-07-01,2027-06-30"
    ),
    "aws_reports": "r-1,soc2_t2,AWS SOC 2,2026-1,2025-10-01,2026-09-30,2026-11-18,Hugo Marchand,false",
    "scope": ("soc2_2017,out,tag:Environment=dev,No customer's data.,Carla Rossi,Nadia Haddad,2026-01-19,2026-12-31"),
    "applicability": (
        "soc2_2017,P1.1,out_of_scope,Privacy is not examined.,Carla Rossi,Nadia Haddad,2026-01-19,2026-12-31"
    ),
    "tolerances": ("s3_bucket_versioned,2,Two buckets of AWS's refuse.,Carla Rossi,Nadia Haddad,2026-01-19,2026-12-31"),
    "conclusions": "soc2_2017,CC1.1,No exceptions noted,,Ingrid Solberg,2026-11-20,Ben Okafor",
}


def write(folder, name, *lines, toml=TOML, head=None):
    """Make an engagement whose only odd file is that one."""
    for each, row in GOOD.items():
        (folder / f"{each}.csv").write_text(f"{HEAD[each]}\n{row}\n", encoding="utf-8")
    (folder / "engagement.toml").write_text(toml, encoding="utf-8")
    if name:
        content = "\n".join([HEAD[name] if head is None else head, *lines]) + "\n"
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return folder


def changed(name, **values):
    """The good row of a file with some cells changed."""
    cells = dict(zip(HEAD[name].split(","), GOOD[name].split(","), strict=True)) | values
    return ",".join(cells.values())


def refusal(folder):
    """The one sentence with which an engagement is refused, without the folder's own path."""
    with pytest.raises(RegisterError) as error:
        read_register(folder)
    assert error.value.exit_code == 2
    said = str(error.value)
    assert "\n" not in said
    return said.replace(f"{folder}/", "")
