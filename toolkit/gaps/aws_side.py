"""AWS's half of a control: the sets of reports that suffice for it, and what follows from those on file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import pandas as pd

from toolkit.aws_report_kinds import NONE, aws_report_kinds, evidence_sets, in_words
from toolkit.gaps.aws_reports import Cover, Span, cover, known, on_file, period
from toolkit.register import NOBODY, Register
from toolkit.responsibility import Usage

SIDE = ["aws_state", "aws_report", "aws_basis"]


@dataclass(frozen=True)
class Standing:
    """How the evidence that a control asks for stands: its best set, its state, why, and all reports that fit."""

    state: str
    report_ids: str
    basis: str
    spans: tuple[Span, ...] = ()


def aws_side(table: pd.DataFrame, register: Register, as_of: date, usage: Usage) -> pd.DataFrame:
    """Judge AWS's half of each control.

    Parameters
    ----------
    table : DataFrame
        One row per control, with `control_id`, `responsibility` and `aws_evidence`.
    register : Register
        Its AWS reports.
    as_of : date
        Day for which validity is judged.
    usage : Usage
        Services and Regions that a report has to name.

    Returns
    -------
    DataFrame
        One row per control, in the order given: `aws_state` (NA where AWS has no part or nobody asks for a report on
        it, since its part shows in the customer's setting; `inherited`; `met_with_exceptions` where a report names an
        exception to that control; `inherited_partly` where services or Regions in use are not named, or a kind is
        missing beside one that covers the period; `inherited_stale` where no kind covers it, or no engagement says what
        is on file), `aws_report` (ids of a set of reports that covers the period) and `aws_basis` (why).

    """
    asked = table["responsibility"].ne("customer") & table["aws_evidence"].ne(NONE)
    stands = {text: standing(text, register, as_of, usage) for text in table.loc[asked, "aws_evidence"].unique()}
    rows = [
        _of_control(control, stands[text]) if wanted else (pd.NA, "", "")
        for control, text, wanted in zip(table["control_id"], table["aws_evidence"], asked, strict=True)
    ]
    return pd.DataFrame(rows, columns=SIDE, index=table.index).astype("string")


def standing(evidence: str, register: Register, as_of: date, usage: Usage) -> Standing:
    """Say how the reports on file stand against a cell of the column `aws_evidence`."""
    sets = evidence_sets(evidence)
    if register.engagement is None:
        return Standing("inherited_stale", "", f"no engagement names AWS reports (what suffices: {in_words(sets)})")
    start, end = period(register.engagement, as_of)
    spans = on_file(register, as_of)
    covers = {kind: cover(kind, spans, usage, start, end) for one in sets for kind in one}
    fitting = tuple(span for each in covers.values() for span in each.spans)
    whole = [one for one in sets if not any(covers[kind].days for kind in one)]
    if not whole:
        said = ", or ".join(" with ".join(_days(covers[kind], register, as_of) for kind in one) for one in sets)
        state = "inherited_stale" if all(each.days for each in covers.values()) else "inherited_partly"
        return Standing(state, "", said, fitting)
    named = [one for one in whole if not any(covers[kind].services or covers[kind].regions for kind in one)]
    best = [covers[kind] for kind in (named or whole)[0]]
    ids = " ".join(dict.fromkeys(name for each in best for name in each.report_ids))
    basis = f"{ids} covers the period"
    if named:
        return Standing("inherited", ids, basis, fitting)
    unnamed = "; ".join(_scope(each) for each in best if each.services or each.regions)
    return Standing("inherited_partly", ids, f"{basis}; {unnamed}", fitting)


def _of_control(control_id: str, found: Standing) -> tuple[str, str, str]:
    """Add to how the evidence stands the exceptions that a report names for this very control."""
    noted = dict.fromkeys(each for span in found.spans for each in span.exceptions)
    touching = " ".join(dict.fromkeys(report for report, touched in noted if _names(touched, control_id)))
    if not touching:
        return found.state, found.report_ids, f"AWS answers; {found.basis}"
    state = "met_with_exceptions" if found.state == "inherited" else found.state
    return state, found.report_ids, f"AWS answers; {found.basis}; {touching} notes exceptions to {control_id}"


def _names(touched: str, control_id: str) -> bool:
    """Tell whether a text names a control, in whatever case and between whatever signs; `AWSCA-4.1` is not `4.1`."""
    spaced = r"\s*".join(re.escape(part) for part in re.findall(r"[A-Za-z]+|[0-9]+|\S", control_id))
    return bool(re.search(rf"(?<![\w.])(?<![A-Za-z]-){spaced}(?!\w|\.\w|\()", touched, re.IGNORECASE))


def _days(found: Cover, register: Register, as_of: date) -> str:
    """Say which days the reports of a kind leave out, and which of them nobody has read."""
    if not found.days:
        return f"{found.kind} ({' '.join(found.report_ids)})"
    reports = known(register, as_of)
    letters = [each.kind for each in aws_report_kinds().values() if found.kind in each.extends]
    mine = reports[reports["kind"].isin([found.kind, *letters])]
    unread = mine.loc[mine["read_by"].eq(NOBODY), "report_id"].unique()
    undated = mine.loc[mine["kind"].isin(letters) & mine["dated"].isna(), "report_id"].unique()
    days = ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in found.days)
    said = [f"{' '.join(found.report_ids)} leaves out {days}"] if found.spans else []
    said += [f"{' '.join(unread)} has not been read"] if len(unread) else []
    said += [f"the date of {' '.join(undated)} is not written down"] if len(undated) else []
    return f"{found.kind} ({'; '.join(said) or 'none for the period'})"


def _scope(found: Cover) -> str:
    """Say which services and Regions in use the reports of a kind do not name, or that their scope is not known."""
    said, missing = [], []
    for word, field in (("services", "services"), ("Regions", "regions")):
        if not any(getattr(span, field) for span in found.spans):
            said += [f"its {word} are not written down"] if getattr(found, field) else []
        else:
            missing += getattr(found, field)
    said += [f"it does not name {', '.join(missing)}"] if missing else []
    return f"of {found.kind}: {'; '.join(said)}"
