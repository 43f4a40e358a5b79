"""The completeness of the population: what AWS counts beside what was listed."""

from __future__ import annotations

import pandas as pd

from toolkit.assessment.completeness import listed_types
from toolkit.gaps import Audit
from toolkit.printed import some
from toolkit.show.blocks import Shown, note, section, table
from toolkit.show.observed import SHOWN_ROWS


@section
def completeness_note(audit: Audit) -> Shown:
    """Say how much of the population AWS counts, and how much of that differs."""
    frame = audit.assessment.completeness
    compared = frame[frame["difference"].notna()]
    differ = int(compared["difference"].ne(0).sum())
    types, listed = compared["resource_type"].nunique(), len(listed_types(audit.assessment.tables))
    if compared.empty:
        return note(
            "no_data",
            "AWS counts nothing to compare with",
            f"None of the {listed} resource types collected could be compared with a number of AWS's own. "
            f"{_beside(frame)}".strip(),
        )
    said = f"{types} of the {listed} resource types collected are compared with a number of AWS's own. "
    return note(
        "no_data" if differ else "neutral",
        f"{differ} of {len(compared)} comparisons differ",
        f"{said}{_beside(frame)}A difference is shown, not judged; the other types are not compared.",
    )


def _beside(frame: pd.DataFrame) -> str:
    """Say what was counted and not compared."""
    unseen = frame[frame["difference"].isna() & frame["table"].ne("")]
    said = f"For {len(unseen)} more numbers the list was not observed or not collected. " if len(unseen) else ""
    without = frame[frame["table"].eq("") & frame["counted"].gt(0)]
    if without.empty:
        return said
    sums = without.groupby("resource_type")["counted"].sum().sort_values(ascending=False)
    names = some(", ".join(f"{kind} {number}" for kind, number in sums.items()), 6)
    return f"{said}AWS also counts {len(sums)} types of which no table has the rows: {names}. "


@section
def population(audit: Audit) -> Shown:
    """Show where the rows of a table differ from what AWS counts, or were not observed; the rest is a number."""
    whole = audit.assessment.completeness
    whole = whole[whole["table"].ne("")]
    frame = whole[whole["difference"].ne(0).fillna(True)]
    place = frame["account_id"] + " " + frame["region"]
    service = frame["counted_by"].str.replace(":.*", "", regex=True)
    labels = {
        "place": "Account and Region",
        "resource_type": "Resource type",
        "listed": "Listed",
        "counted": "AWS counts",
        "difference": "Difference",
        "service": "Counted by",
        "reading": "Reading",
    }
    widths = {"place": 1.4, "resource_type": 2, "listed": 0.7, "counted": 0.7, "difference": 1}
    widths |= {"service": 0.9, "reading": 5}
    rows = frame.assign(place=place, service=service).head(SHOWN_ROWS)
    text = f"The difference is what is listed less what AWS counts; {len(whole) - len(frame)} more comparisons agree."
    title = f"{len(frame)} of {len(whole)} numbers of AWS's own differ from the rows listed, or have none beside them"
    return table(rows, title, labels=labels, widths=widths, note=text, total=len(frame))


@section
def where_aws_counts(audit: Audit) -> Shown:
    """Show which calls count, and in how many accounts and Regions they had an answer."""
    whole = audit.assessment.counters
    frame = whole[whole["asked"].gt(0)]
    labels = {
        "counted_by": "Counted by",
        "asked": "Accounts and Regions asked",
        "counts": "With numbers",
        "silent": "Without any",
        "not_observed": "Not observed",
    }
    never = f" {len(whole) - len(frame)} more calls that count were not collected." if len(frame) < len(whole) else ""
    text = f"AWS Config counts nothing where no recorder runs.{never}"
    return table(frame, "Where AWS counts", labels=labels, note=text)
