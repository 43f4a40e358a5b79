"""The inventory: a folder of Parquet files, a ledger of calls and a manifest that hashes them. No AWS here."""

from toolkit.inventory.evidence import evidence, evidence_of_resource
from toolkit.inventory.form import UNREADABLE
from toolkit.inventory.merging import merge
from toolkit.inventory.read import Inventory, held, read_inventory
from toolkit.inventory.write import NOT_ASKED, InventoryWriter, check_place

__all__ = [
    "NOT_ASKED",
    "UNREADABLE",
    "Inventory",
    "InventoryWriter",
    "check_place",
    "evidence",
    "evidence_of_resource",
    "held",
    "merge",
    "read_inventory",
]
