"""What the tests of faults share: tables of every kind, and what of an inventory two runs have in common."""

import pyarrow.parquet as pq
import pytest
from botocore.credentials import Credentials

from tests.conftest import REGION
from tests.endpoint import endpoint
from toolkit.collect.accounts import Account
from toolkit.collect.clients import Clients
from toolkit.collect.ledger import COLUMNS
from toolkit.collect.work import Task, run
from toolkit.inventory import read_inventory
from toolkit.inventory.write import InventoryWriter
from toolkit.tables import TABLES as ALL

TABLES = [  # every protocol, pages, parents, details, rows that are no list
    "cloudtrail_trail",
    "dynamodb_table",
    "ec2_instance",
    "ecs_cluster",
    "ecs_service",
    "eks_nodegroup",
    "elbv2_listener",
    "guardduty_detector",
    "iam_access_key",
    "iam_credential",
    "iam_password_policy",
    "iam_user",
    "kms_key",
    "logs_group",
    "rds_snapshot",
    "s3_account",
    "s3_bucket",
    "secretsmanager_secret",
]


def account_of(number):
    return f"{number:012}"


def one_account_each(folder, answer, names):
    """An inventory with an account for each of some lists of tables; `answer` takes its number and a request."""
    tables = {name: ALL[name] for name in sorted(set().union(*names))}
    about = {"parameters": {"tables": sorted(tables)}, "started_at": "2026-01-01T00:00:00+00:00", "caller_arn": ""}
    with endpoint(lambda r: answer(int(r.key_id), r), regions=True) as url, pytest.MonkeyPatch.context() as here:
        here.setenv("AWS_ENDPOINT_URL", url)
        clients = Clients()
        writer = InventoryWriter(folder, about, {name: table.dtypes for name, table in tables.items()}, COLUMNS)
        for number, asked in enumerate(names):
            account = Account(account_of(number), "aws", Credentials(str(number), "s3cr3t"), regions=[REGION])
            for name in asked:
                run(Task(account, REGION, tables[name]), clients, folder)
        writer.seal()
    return read_inventory(folder)


def timeless(inventory, *without):
    """Rows and coverage, without the time."""
    frames = {**inventory.tables, "coverage": inventory.coverage}
    return {
        name: records(frame.drop(columns=["observed_at", *without], errors="ignore")) for name, frame in frames.items()
    }


def records(frame):
    return frame.astype("object").fillna("NA").to_dict("records")


def calls(inventory):
    """Ids of all calls but those of the plan, which have the time in their names."""
    return sorted(inventory.ledger.loc[inventory.ledger["table"].ne("plan"), "call_id"])


def unanswered(inventory):
    """Calls that AWS answered and whose answer is not on file exactly once, and answers without a call."""
    ledger = inventory.ledger
    asked = sorted(ledger.loc[ledger["outcome"].eq("ok") & ledger["attempts"].gt(0), "call_id"])
    stored = sorted(pq.read_table(inventory.folder / "answers.parquet")["call_id"].to_pylist())
    return sorted(set(asked) ^ set(stored)) + [one for one in set(stored) if stored.count(one) > 1]
