"""Who answers for what: computed from layers and the service models that an estate uses, not listed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import pandas as pd

from toolkit.errors import UnknownName
from toolkit.inventory import Inventory
from toolkit.model import PLACE
from toolkit.resources import DATA

FOLDER = DATA / "responsibility"
SERVICE_MODELS = {
    "ec2": "Virtual machines (EC2)",
    "containers_self_managed": "Containers on EC2 that the customer runs",
    "containers_managed_nodes": "Containers on managed nodes",
    "containers_fargate": "Containers on Fargate",
    "managed_database": "Managed databases",
    "lambda": "Functions (Lambda)",
    "abstracted": "Abstracted services (S3, IAM, KMS, DynamoDB)",
    "organisation": "The organisation itself",
}
# Identity, logging and storage are used in every estate, and every estate has an organisation.
ALWAYS = ("abstracted", "organisation")
GLOBAL = "global"
EXAMPLES = 3  # resources that are named as proof of a service in use


@lru_cache(maxsize=1)
def layers() -> pd.DataFrame:
    """Return who answers for each layer under each service model.

    Returns
    -------
    DataFrame
        One row per layer and service model: `layer`, `title`, `service_model`, `party` (`aws`, `shared`, `customer` or
        `not_applicable`), `rationale` and `source`.

    """
    return pd.read_csv(FOLDER / "layers.csv", dtype="string", keep_default_na=False)


@lru_cache(maxsize=1)
def services() -> pd.DataFrame:
    """Return which service model each AWS service has, and how the inventory shows it in use.

    Returns
    -------
    DataFrame
        One row per service and way of running it: `service`, `title`, `service_model`, `table`, `where`, `rationale`
        and `source`.

    """
    return pd.read_csv(FOLDER / "services.csv", dtype="string", keep_default_na=False)


@dataclass(frozen=True)
class Usage:
    """What an estate uses of AWS: the ways of running services, and the services themselves.

    Parameters
    ----------
    models : DataFrame
        One row per service model, as `usage_from` describes it.
    services : DataFrame
        As `services_in_use` returns them.

    """

    models: pd.DataFrame
    services: pd.DataFrame

    @property
    def service_ids(self) -> list[str]:
        """Ids of the services in use, in the order of services.csv."""
        return list(dict.fromkeys(self.services["service"]))

    @property
    def regions(self) -> list[str]:
        """Regions in which a resource shows a service in use; what is global lies in none."""
        return sorted(set(self.services["region"]) - {GLOBAL})


def usage_of(inventory: Inventory) -> Usage:
    """Find what an estate uses of AWS."""
    return usage_from(services_in_use(inventory), looked_for(inventory))


def usage_from(shown: pd.DataFrame, looked: pd.DataFrame) -> Usage:
    """Put together what was found in the accounts of an estate.

    Parameters
    ----------
    shown : DataFrame
        As `services_in_use` returns it, of any accounts.
    looked : DataFrame
        As `looked_for` returns it, of the same accounts.

    Returns
    -------
    Usage
        Services in the order of services.csv, and one row per service model: `service_model`, `title`, `in_use` (bool),
        `basis` (`observed`, `assumed` where it could not be ruled out, `always`, or `none` where AWS answered for every
        service of the model that there is none), `resources` (how many show it), `services` (which) and
        `not_looked_for` (services of the model that no table lists, or whose table nobody collected or AWS refused).

    """
    known = services()
    number = {(row.service, row.service_model, row.title): row.Index for row in known.itertuples()}
    ways = [number[way] for way in zip(shown["service"], shown["service_model"], shown["title"], strict=True)]
    ordered = shown.assign(way=ways).sort_values("way", kind="stable", ignore_index=True)
    return Usage(_models(known, ordered, looked), ordered.drop(columns="way"))


def _models(known: pd.DataFrame, shown: pd.DataFrame, looked: pd.DataFrame) -> pd.DataFrame:
    """Return the service models, and whether an estate uses them."""
    found = shown.groupby("way")["resources"].sum()
    seen = looked.groupby("way")["observed"].all()
    rows = []
    for model, title in SERVICE_MODELS.items():
        mine = known.index[known["service_model"].eq(model)]
        used, unseen = mine[mine.isin(found.index)], mine[~seen.reindex(mine, fill_value=False).to_numpy(dtype=bool)]
        basis = "always" if model in ALWAYS else "observed" if len(used) else "assumed" if len(unseen) else "none"
        titles = (", ".join(known.loc[numbers, "title"]) for numbers in (used, unseen))
        rows.append((model, title, basis != "none", basis, int(found.reindex(used).sum()), *titles))
    columns = ["service_model", "title", "in_use", "basis", "resources", "services", "not_looked_for"]
    return pd.DataFrame(rows, columns=columns)


def looked_for(inventory: Inventory) -> pd.DataFrame:
    """Say for each way of running a service whether everything that would show it could be observed.

    Parameters
    ----------
    inventory : Inventory
        What was collected.

    Returns
    -------
    DataFrame
        One row per way of services.csv that a table shows, account and Region in which that was asked for: `way` (the
        number of the row), `account_id`, `region` and `observed`.

    """
    parts = [pd.DataFrame({"way": [], "account_id": [], "region": [], "observed": []})]
    for row in services().itertuples():
        if row.table in inventory.tables:
            asked = inventory.asked_for(row.table)
            unread = pd.MultiIndex.from_frame(_shown(row, inventory)[1][PLACE])
            observed = asked["status"].eq("observed") & ~pd.MultiIndex.from_frame(asked[PLACE]).isin(unread)
            parts.append(asked[PLACE].assign(way=row.Index, observed=observed.to_numpy(dtype=bool)))
    dtypes = {"way": "int64", "account_id": "string", "region": "string", "observed": "bool"}
    return pd.concat(parts, ignore_index=True)[list(dtypes)].astype(dtypes)


def services_in_use(inventory: Inventory) -> pd.DataFrame:
    """Find the AWS services that an inventory shows in use, and where.

    Parameters
    ----------
    inventory : Inventory
        What was collected.

    Returns
    -------
    DataFrame
        One row per service, way of running it, account and Region, in the order of services.csv: `service`, `title`,
        `service_model`, `account_id`, `region`, `resources` (how many show it) and `resource_ids` (the first of them,
        separated by blanks).

    """
    rows = []
    for row in services().itertuples():
        if row.table in inventory.tables:
            shown = _shown(row, inventory)[0]
            for (account, region), here in shown.groupby(["account_id", "region"], observed=True)["resource_id"]:
                examples = " ".join(here.iloc[:EXAMPLES])
                rows.append((row.service, row.title, row.service_model, account, region, len(here), examples))
    texts = ["service", "title", "service_model", "account_id", "region"]
    frame = pd.DataFrame(rows, columns=[*texts, "resources", "resource_ids"])
    return frame.astype({**dict.fromkeys([*texts, "resource_ids"], "string"), "resources": "Int64"})


def responsibility(controls: pd.DataFrame, models: Iterable[str]) -> pd.DataFrame:
    """Compute who answers for each control, given the service models in use.

    A control is AWS's only if each of its layers is AWS's under each of the models, and likewise the customer's;
    everything else is shared.

    Parameters
    ----------
    controls : DataFrame
        One row per control, with `control_id` and `layers` (names separated by spaces).
    models : iterable of str
        Service models in use; the same function answers "what if we moved from EC2 to Fargate?".

    Returns
    -------
    DataFrame
        One row per control, in the order given: `control_id` and `responsibility` (`aws`, `shared` or `customer`).

    Raises
    ------
    UnknownName
        A service model does not exist.

    """
    models = list(models)
    for model in models:
        if model not in SERVICE_MODELS:
            raise UnknownName("service model", model, SERVICE_MODELS)
    matrix = layers()
    chosen = matrix[matrix["service_model"].isin(models) & matrix["party"].ne("not_applicable")]
    pairs = controls[["control_id"]].assign(layer=controls["layers"].str.split()).explode("layer")
    parties = pairs.merge(chosen[["layer", "party"]], on="layer").groupby("control_id")["party"]
    only = parties.agg(lambda found: found.iloc[0] if found.nunique() == 1 else "shared")
    # A layer that none of the models has leaves the control with the customer: nothing of AWS's is in use there.
    split = controls["control_id"].map(only).astype("string").fillna("customer")
    return pd.DataFrame({"control_id": controls["control_id"], "responsibility": split})


def responsibility_change(controls: pd.DataFrame, before: Iterable[str], after: Iterable[str]) -> pd.DataFrame:
    """Say what moves between AWS and the customer if an estate changes its service models.

    Parameters
    ----------
    controls : DataFrame
        One row per control, with `control_id`, `title` and `layers`.
    before, after : iterable of str
        Service models in use, before and after the change.

    Returns
    -------
    DataFrame
        One row per control and layer that moves: `control_id`, `title`, `layer`, `before` and `after` (who answers for
        the layer: a party, or `none` where no model in use has it), and `responsibility_before` and
        `responsibility_after` (of the control as a whole).

    Raises
    ------
    UnknownName
        A service model does not exist.

    """
    before, after = list(before), list(after)
    moved = pd.DataFrame({"before": _layer_parties(before), "after": _layer_parties(after)}).fillna("none")
    moved = moved[moved["before"].ne(moved["after"])].reset_index(names="layer")
    rows = controls[["control_id", "title"]].assign(layer=controls["layers"].str.split()).explode("layer")
    rows = rows.reset_index(drop=True).merge(moved, on="layer")
    for name, models in (("responsibility_before", before), ("responsibility_after", after)):
        rows = rows.merge(responsibility(controls, models).rename(columns={"responsibility": name}), on="control_id")
    order = {control: number for number, control in enumerate(controls["control_id"])}
    return rows.sort_values("control_id", key=lambda ids: ids.map(order), kind="stable", ignore_index=True)


def _layer_parties(models: Iterable[str]) -> pd.Series:
    """Tell who answers for each layer under some models together."""
    matrix = layers()
    chosen = matrix[matrix["service_model"].isin(list(models)) & matrix["party"].ne("not_applicable")]
    return chosen.groupby("layer")["party"].agg(lambda found: found.iloc[0] if found.nunique() == 1 else "shared")


def _shown(row: Any, inventory: Inventory) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the resources that show a service in use, and those of which nobody knows."""
    frame = inventory.tables[row.table]
    try:
        found = frame.query(row.where) if row.where else frame
    except Exception:  # what fails over the data rules no service model out
        if len(accounts := inventory.accounts) > 1:
            parts = [inventory.once(("part", name), partial(inventory.part, [name])) for name in accounts]
            return tuple(pd.concat(frames) for frames in zip(*(_shown(row, part) for part in parts), strict=True))
        return frame.head(0), inventory.coverage
    words = set(re.findall(r"\w+", row.where))
    read = [name for name in frame if name in words]
    return found, frame[frame[read].isna().any(axis=1)]
