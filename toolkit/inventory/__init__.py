"""The inventory: a folder of Parquet files, a ledger of calls and a manifest that hashes them. No AWS here."""

from toolkit.inventory.merging import merge
from toolkit.inventory.read import Inventory, read_inventory
from toolkit.inventory.seal import verify
from toolkit.inventory.signature import Signature, check_signatures, read_signatures, sign
from toolkit.inventory.write import InventoryWriter

__all__ = [
    "Inventory",
    "InventoryWriter",
    "Signature",
    "check_signatures",
    "merge",
    "read_inventory",
    "read_signatures",
    "sign",
    "verify",
]
