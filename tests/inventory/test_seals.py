"""Each kind of sealed folder is told apart, and no file is hashed twice for nothing."""

import hashlib
import json
import os
import time

import pytest

from tests.inventory.small import write
from toolkit.errors import InventoryError, NotSealed, SealError
from toolkit.inventory import read_inventory
from toolkit.seal import read_manifest, seal, verify


@pytest.fixture
def inventory(tmp_path):
    return write(tmp_path / "inventory", ["111111111111"], ["eu-central-1"], ["kms_key"])


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_what_is_of_another_kind_is_refused(inventory):
    seal(inventory, "assessment", read_manifest(inventory))
    with pytest.raises(NotSealed, match=r"is an assessment; name an inventory\."):
        read_inventory(inventory)
    manifest = json.loads((inventory / "manifest.json").read_text())
    (inventory / "manifest.json").write_text(json.dumps(manifest | {"kind": "series"}))
    with pytest.raises(SealError, match="is of the kind 'series'; this version knows inventory and assessment"):
        verify(inventory)


def test_a_file_is_hashed_once_a_process_and_again_once_it_changed(inventory, monkeypatch):
    read = []
    digest = hashlib.file_digest
    monkeypatch.setattr(hashlib, "file_digest", lambda file, name: read.append(file.name) or digest(file, name))
    later = time.time_ns() + 10**12
    monkeypatch.setattr("toolkit.seal.time_ns", lambda: later)

    verify(inventory)
    first = sorted(read)
    verify(inventory)
    assert sorted(read) == first != []
    flip(inventory / "ledger.parquet")
    with pytest.raises(InventoryError, match=r"ledger\.parquet was changed"):
        verify(inventory)


def test_a_file_that_was_made_just_now_is_hashed_again(inventory):
    os.utime(inventory / "ledger.parquet")
    verify(inventory)
    known = os.stat(inventory / "ledger.parquet")
    flip(inventory / "ledger.parquet")
    os.utime(inventory / "ledger.parquet", ns=(known.st_atime_ns, known.st_mtime_ns))
    with pytest.raises(InventoryError, match=r"ledger\.parquet was changed"):
        verify(inventory)
