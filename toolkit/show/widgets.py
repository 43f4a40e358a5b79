"""Widgets for JupyterLab. The only module that imports ipywidgets, which comes with the extra `[lab]`."""

from __future__ import annotations

from typing import Any

from toolkit.gaps import Audit
from toolkit.show.blocks import Shown, table

ANY = "any"


def explore(audit: Audit) -> Any:
    """Filter the controls of an audit by section, party and state.

    Parameters
    ----------
    audit : Audit
        What to explore.

    Returns
    -------
    Widget or Shown
        Three menus above a table; the table alone where ipywidgets is not installed.

    """
    try:
        import ipywidgets
    except ImportError:
        return _chosen(audit, ANY, ANY, ANY)
    menus = {
        name: ipywidgets.Dropdown(options=[ANY, *_values(audit, column)], description=name.capitalize())
        for name, column in {"section": "section", "party": "responsibility", "state": "state"}.items()
    }
    # An HTML widget: with an Output widget here, start_here never ends when it runs without a browser.
    shown = ipywidgets.HTML()

    def choose(_: Any = None) -> None:
        shown.value = _chosen(audit, **{name: menu.value for name, menu in menus.items()}).html

    for menu in menus.values():
        menu.observe(choose, "value")
    choose()
    return ipywidgets.VBox([ipywidgets.HBox(list(menus.values())), shown])


def _values(audit: Audit, column: str) -> list[str]:
    return list(dict.fromkeys(audit.gaps[column].astype(str)))


def _chosen(audit: Audit, section: str, party: str, state: str) -> Shown:
    frame = audit.gaps
    for column, value in (("section", section), ("responsibility", party), ("state", state)):
        frame = frame if value == ANY else frame[frame[column].astype(str).eq(value)]
    labels = {"control_id": "Id", "title": "Title", "responsibility": "Party", "state": "State", "basis": "Why"}
    title = f"{len(frame)} of {len(audit.gaps)} {audit.framework.terms}"
    return table(frame, title, labels=labels, badges=["responsibility", "state"])
