"""Widgets for JupyterLab. The only module that imports ipywidgets, which comes with the extra `[lab]`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.gaps import Audit
from toolkit.show.blocks import Shown, table
from toolkit.show.control import Control
from toolkit.show.failures import claims_of

ANY = "any"
NONE = "choose a control"
MENUS = {"section": "section", "party": "responsibility", "state": "state"}


class Explorer:
    """The controls of an audit under a search, three menus and a way into each control.

    A saved notebook has no kernel behind a widget: there, and in a report, the table of all controls stands for it.

    Parameters
    ----------
    audit : Audit
        What to explore.

    """

    def __init__(self, audit: Audit) -> None:
        self._audit = audit
        self.widget = _widget(audit)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        whole = found(self._audit)._repr_mimebundle_()
        live = self.widget._repr_mimebundle_(include=include, exclude=exclude) if self.widget else {}
        return live | whole


def _widget(audit: Audit) -> Any:
    """Make the widget; none where ipywidgets is not installed."""
    try:
        import ipywidgets
    except ImportError:
        return None
    search = ipywidgets.Text(placeholder="words, an id, a check or a resource", description="Search")
    menus = {
        name: ipywidgets.Dropdown(options=[ANY, *_values(audit, column)], description=name.capitalize())
        for name, column in MENUS.items()
    }
    control = ipywidgets.Dropdown(description="Control")
    # HTML widgets: with an Output widget here, start_here never ends when it runs without a browser.
    listed, shown = ipywidgets.HTML(), ipywidgets.HTML()

    def choose(_: Any = None) -> None:
        rows = chosen(audit, search.value, {MENUS[name]: menu.value for name, menu in menus.items()})
        listed.value = _listed(audit, rows).html
        control.options = [NONE, *rows["control_id"]]

    def enter(_: Any = None) -> None:
        shown.value = "" if control.value in (None, NONE) else Control(audit, control.value)._repr_html_()

    for part in (search, *menus.values()):
        part.observe(choose, "value")
    control.observe(enter, "value")
    choose()
    return ipywidgets.VBox([search, ipywidgets.HBox(list(menus.values())), listed, control, shown])


def _values(audit: Audit, column: str) -> list[str]:
    return list(dict.fromkeys(audit.gaps[column].astype(str)))


def found(audit: Audit, words: str = "", **values: str) -> Shown:
    """Show the controls in which all words occur, and whose columns have these values."""
    return _listed(audit, chosen(audit, words, values))


def chosen(audit: Audit, words: str, values: Mapping[str, str]) -> pd.DataFrame:
    """Return the rows of the gap analysis in which all words occur, and whose columns have these values.

    Words are looked for in the row itself, in the names of its checks, and in the resources that fail these.
    """
    rows = audit.gaps
    for column, value in values.items():
        rows = rows if value == ANY else rows[rows[column].astype(str).eq(value)]
    if not (wanted := words.casefold().split()):
        return rows
    fails = audit.failing.groupby("check_id")["resource_id"].agg(" ".join)
    claims = claims_of(audit)
    said = claims["check_id"] + " " + claims["check_id"].map(fails).fillna("")
    found = rows["control_id"].map(said.groupby(claims["control_id"]).agg(" ".join)).fillna("")
    texts = rows.astype("string").fillna("").agg(" ".join, axis=1) + " " + found
    return rows[[all(word in text.casefold() for word in wanted) for text in texts]]


def _listed(audit: Audit, rows: pd.DataFrame) -> Shown:
    labels = {"control_id": "Id", "title": "Title", "responsibility": "Party", "state": "State", "basis": "Why"}
    title = f"{len(rows)} of {len(audit.gaps)} {audit.framework.terms}"
    return table(rows, title, labels=labels, badges=["responsibility", "state"])
