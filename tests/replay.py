"""Answers that an inventory keeps, given again to the collection, with any operation refused that a test names."""

import json
from types import SimpleNamespace

import boto3
import pandas as pd

from toolkit.collect.engine import Place, collect_table
from toolkit.collect.ledger import Ledger, record
from toolkit.inventory import Inventory, held, read_inventory
from toolkit.inventory.write import COVERAGE
from toolkit.model import PLACE
from toolkit.tables import TABLES

REFUSED = {"Error": {"Code": "AccessDenied", "Message": "Not authorized."}, "ResponseMetadata": {}}


class Replay:
    """The collections of an inventory, made again from its kept answers."""

    def __init__(self, folder):
        inventory = read_inventory(folder)
        self.manifest = inventory.manifest
        self.places = list(inventory.coverage[[*PLACE, "table"]].itertuples(index=False, name=None))
        calls = inventory.ledger
        names = calls["service"] + ":" + calls["operation"]
        self.asked = {
            name: set(rows) & set(TABLES) for name, rows in calls["table"].groupby(names)
        }  # tables that ask it
        answers = pd.read_parquet(folder / "answers.parquet").set_index("call_id")["answer"]
        asked = calls.join(answers, on="call_id").sort_values("answer", na_position="first")
        keys = ["account_id", "region", "service", "operation", "arguments"]
        self._answers = {
            tuple(key): (code, said, answer)
            for *key, code, said, answer in asked[[*keys, "error_code", "error", "answer"]].itertuples(index=False)
        }
        self._clients, self._refused = {}, frozenset()

    def collect(self, refused=frozenset(), places=None):
        """Tables by place; `refused` names operations as `service:Operation`."""
        self._refused = refused
        return {place: self._collected(*place) for place in places or self.places}

    def _collected(self, account_id, region, name):
        table = TABLES[name]
        with Ledger(account_id, region, name, "") as ledger:
            return collect_table(self._client(table.service), table, Place(account_id, region, "aws"), ledger)

    def _client(self, service):
        if service not in self._clients:
            client = boto3.client(service, region_name="eu-central-1")
            record(client)
            client.meta.events.register_first("before-call", self._answer)
            self._clients[service] = client
        return self._clients[service]

    def _answer(self, context, **_):
        call = context["demarc_call"]
        if f"{call.service}:{call.operation}" in self._refused:
            return SimpleNamespace(status_code=403, headers={}), REFUSED
        key = (call.account_id, call.region, call.service, call.operation, call.arguments)
        code, said, answer = self._answers[key]
        if isinstance(answer, str):
            return SimpleNamespace(status_code=200, headers={}), json.loads(answer, object_hook=_as_it_came)
        error = {"Error": {"Code": code, "Message": said}, "ResponseMetadata": {}}
        return SimpleNamespace(status_code=400, headers={}), error

    def inventory(self, collected, rest=None):
        """The inventory of some collections; of the `rest`, the tables that none of these is of."""
        tables, lines = {}, []
        for (*place, name), got in collected.items():
            tables.setdefault(name, []).append(got.rows)
            lines.append((*place, name, got.status, len(got.rows), got.error, self.manifest["finished_at"]))
        frames = {name: pd.concat([TABLES[name].empty(), *parts]) for name, parts in tables.items()}
        coverage = pd.DataFrame(lines, columns=list(COVERAGE)).astype(COVERAGE)
        if rest:
            frames = rest.tables | frames
            coverage = pd.concat([rest.coverage[~rest.coverage["table"].isin(list(tables))], coverage])
        return Inventory(frames, coverage, held(pd.DataFrame()), self.manifest)


def _as_it_came(found):
    """Write what botocore's handlers read: IAM's policy documents are text, its credential report is bytes."""
    encoded = {key: json.dumps(value) for key, value in found.items() if key.endswith("Document") and value}
    report = {"Content": found["Content"].encode()} if isinstance(found.get("Content"), str) else {}
    return found | encoded | report
