"""Who answers for each layer of a control under each service model in use, and where that moves with the model."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from toolkit.resources import DATA
from toolkit.responsibility import layers

PARTS = DATA / "responsibility" / "parts.csv"
ORGANISATION = "organisation"
COLUMNS = ["layer", "service_model", "aws_part", "customer_part"]


@lru_cache(maxsize=1)
def written() -> pd.DataFrame:
    """Return what each party does for a layer under a service model: one row per layer that moves, and model."""
    return pd.read_csv(PARTS, dtype="string", keep_default_na=False)[COLUMNS]


def parts(controls: pd.DataFrame, models: pd.DataFrame) -> pd.DataFrame:
    """Say who answers for each layer of a control, by the service models in use.

    Parameters
    ----------
    controls : DataFrame
        One row per control, with `control_id` and `layers`.
    models : DataFrame
        Service models, as `Usage` has them.

    Returns
    -------
    DataFrame
        One row per control, layer and service model in use that has the layer: `control_id`, `layer`, `title` (of the
        layer), `service_model`, `model` (its title), `party`, `moves` (whether another way of running services gives
        the layer to another party), `basis`, `resources` and `services` (what shows the model in use), `aws_part` and
        `customer_part` (of layers that move; empty where that party has none), `rationale` and `source`.

    """
    used = models[models["in_use"]].rename(columns={"title": "model"})
    answers = layers()[lambda frame: frame["party"].ne("not_applicable")]
    found = answers.merge(used.drop(columns="in_use"), on="service_model")
    # The organisation itself is no way of running a service, and in every estate: nothing moves there.
    run = found["party"].where(found["service_model"].ne(ORGANISATION))
    found["moves"] = run.groupby(found["layer"]).transform("nunique").gt(1) & run.notna()
    found = found.merge(written(), on=["layer", "service_model"], how="left")
    found[["aws_part", "customer_part"]] = found[["aws_part", "customer_part"]].fillna("")
    pairs = controls[["control_id"]].assign(layer=controls["layers"].str.split()).explode("layer")
    rows = pairs.merge(found, on="layer", how="inner")
    about = ["control_id", "layer", "title", "service_model", "model", "party", "moves", "basis", "resources"]
    return rows[[*about, "services", "aws_part", "customer_part", "rationale", "source"]]


def proof(services: pd.DataFrame) -> dict[str, str]:
    """Return for each service model the first resources that show it in use, of what `services_in_use` returns."""
    return {str(name): str(ids.iloc[0]) for name, ids in services.groupby("service_model")["resource_ids"]}


def by_party(rows: Iterable[tuple[str, str]]) -> str:
    """Write who answers under which models: `AWS: Fargate, Lambda; customer: EC2`, of pairs of party and model."""
    found: dict[str, list[str]] = {}
    for party, model in rows:
        found.setdefault(party, []).append(model)
    return "; ".join(f"{party}: {', '.join(dict.fromkeys(models))}" for party, models in found.items())
