"""Charts. The only module that imports plotly, which comes with the extra `report`."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.characters import as_html
from toolkit.gaps import Audit
from toolkit.model import PARTIES
from toolkit.show.blocks import Shown, section, words
from toolkit.states import OUTSIDE, STATES
from toolkit.tones import PALETTE


@section
def status_by_section(audit: Audit) -> Shown:
    """Chart the states of each section's controls, in the publisher's order."""
    gaps = _applicable(audit)
    counts = _crosstab(gaps, "section").reindex(gaps["section"].unique())
    return stacked_bars(counts, f"Status by section, {_of(audit, gaps)}", unit=audit.framework.terms)


@section
def status_by_party(audit: Audit) -> Shown:
    """Chart the states of the controls that AWS, both and the customer answer for."""
    gaps = _applicable(audit)
    counts = _crosstab(gaps, "responsibility").reindex(list(PARTIES), fill_value=0)
    counts.index = counts.index.map({"aws": "AWS", "shared": "Shared", "customer": "Customer"})
    return stacked_bars(counts, f"Status by responsible party, {_of(audit, gaps)}", unit=audit.framework.terms)


def _applicable(audit: Audit) -> pd.DataFrame:
    return audit.gaps[~audit.gaps["state"].isin(OUTSIDE)]


def _of(audit: Audit, gaps: pd.DataFrame) -> str:
    return f"{len(gaps)} applicable of {len(audit.gaps)} {audit.framework.terms}"


def _crosstab(gaps: pd.DataFrame, by: str) -> pd.DataFrame:
    return pd.crosstab(gaps[by], gaps["state"].astype("string")).reindex(columns=list(STATES), fill_value=0)


def stacked_bars(counts: pd.DataFrame, title: str, *, unit: str) -> Shown:
    """Show counts as horizontal stacked bars.

    Parameters
    ----------
    counts : DataFrame
        One bar per row, named by the index; one series per column, named by a state or party.
    title : str
        Caption.
    unit : str
        What is counted, such as "controls".

    Returns
    -------
    Shown
        A chart that is interactive in JupyterLab and a vector in reports; series without a count are left out.

    """
    counts = counts.loc[:, counts.sum().gt(0)]
    said = [
        f"{label}: " + ", ".join(f"{int(n)} {words(s)}" for s, n in row.items() if n)
        for label, row in counts.iterrows()
    ]
    block = {
        "type": "bars",
        "title": title,
        "alt": f"{title}, in {unit}.",
        "unit": unit,
        "series": [{"name": words(name), "tone": str(name)} for name in counts.columns],
        "rows": [{"label": str(label), "values": [int(n) for n in row]} for label, row in counts.iterrows()],
    }
    html = f"<b>{as_html(title)}</b><ul>" + "".join(f"<li>{as_html(line)}</li>" for line in said) + "</ul>"
    return Shown(block, html, "\n".join([title, *said]), _figure(counts, title, unit))


def _figure(counts: pd.DataFrame, title: str, unit: str) -> dict[str, Any] | None:
    """Draw the bars for JupyterLab; none where plotly is not installed."""
    try:
        import plotly.graph_objects as go
    except ImportError:
        return None
    figure = go.Figure(
        [
            go.Bar(
                y=[as_html(str(label)) for label in counts.index],  # Plotly reads tags, too
                x=counts[name].tolist(),
                name=as_html(words(name)),
                orientation="h",
                marker_color=PALETTE[str(name)].foreground,
            )
            for name in counts.columns
        ],
        {
            "barmode": "stack",
            "bargap": 0.3,
            "title": {"text": as_html(title)},
            "yaxis": {"autorange": "reversed", "automargin": True, "dtick": 1},  # each bar has its label
            "xaxis": {"title": {"text": as_html(unit)}},
            "legend": {"orientation": "h", "traceorder": "normal", "y": 1, "yanchor": "bottom"},
            "showlegend": True,
            "template": "none",
            "paper_bgcolor": "rgba(0,0,0,0)",  # of whatever theme JupyterLab has
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"color": "#808894"},
            "height": 190 + 32 * len(counts),
        },
    )
    drawn: dict[str, Any] = figure.to_plotly_json()
    return drawn
