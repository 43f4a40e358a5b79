"""Where the owner of a layer moves with the service models in use, and what shows those in use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.gaps import Audit
from toolkit.gaps.parts import by_party, parts, proof
from toolkit.printed import some
from toolkit.show.blocks import Shown, section, table

PARTY = {"aws": "AWS", "shared": "both", "customer": "customer"}
TEXTS = {"aws_part": "AWS does", "customer_part": "Customer does"}

WIDTHS = {"title": 2, "model": 2, "party": 1, "shown": 3, "aws_part": 4, "customer_part": 4, "controls": 0.8}


def moving(audit: Audit) -> pd.DataFrame:
    """Return the parts of the audit's controls that move: one row per control, layer and service model in use."""
    found = parts(audit.framework.controls, audit.models)
    return found[found["moves"]].reset_index(drop=True)


@section
def moving_layers(audit: Audit) -> Shown:
    """Show each layer whose owner moves with the service models in use, and what shows the model in use."""
    found = moving(audit)
    layers = found.drop_duplicates(["layer", "service_model"])
    on_it = found.groupby("layer")["control_id"].nunique()
    rows = layers.assign(
        party=layers["party"].map(PARTY),
        shown=[_shown(row, proof(audit.usage.services)) for row in layers.itertuples()],
        controls=layers["layer"].map(on_it),
    )
    labels = {"title": "Layer", "model": "Service model", "party": "Answers", "shown": "Shown by"}
    labels |= {name: label for name, label in TEXTS.items() if layers[name].ne("").any()}
    labels |= {"controls": audit.framework.terms.capitalize()}
    title = f"{layers['layer'].nunique()} layers whose owner moves with the service model"
    return table(rows, title, labels=labels, widths=WIDTHS)


def _shown(row: Any, shows: Mapping[str, str]) -> str:
    if row.basis == "observed":
        return f"{some(str(row.services))}: {row.resources} resources, such as {shows[row.service_model].split()[0]}"
    return {"always": "in use in every estate", "assumed": "assumed: could not be ruled out"}[str(row.basis)]


@section
def moving_controls(audit: Audit) -> Shown:
    """Show each control that rests on such a layer, with who answers under which service models."""
    found = moving(audit).assign(party=lambda frame: frame["party"].map(PARTY))
    texts = {
        control: "; ".join(
            f"{title}: {by_party(zip(rows['party'], rows['model'], strict=True))}"
            for title, rows in mine.groupby("title", sort=False)
        )
        for control, mine in found.groupby("control_id", sort=False)
    }
    gaps = audit.gaps[audit.gaps["control_id"].isin(texts)]
    rows = gaps.assign(layers=gaps["control_id"].map(texts))
    labels = {"control_id": "Id", "title": "Title", "responsibility": "Party", "layers": "Who answers, by model"}
    title = f"{len(rows)} of {len(audit.gaps)} {audit.framework.terms} rest on a layer whose owner moves"
    return table(rows, title, labels=labels, badges=["responsibility"], widths={"title": 2, "layers": 6})
