"""A signature says whose key sealed an inventory; it changes nothing, and what was tampered with does not hold."""

import base64
import getpass
import json
import shutil
import subprocess

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed448, ed25519, rsa, x25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from tests.inventory.small import write
from toolkit.errors import OutputError, SignatureError
from toolkit.inventory import read_inventory
from toolkit.seal import root_of, seal, verify, write_manifest
from toolkit.signature import LocalKey, check_signatures, fingerprint, read_public_key, read_signatures, sign

KINDS = {
    "Ed25519": (ed25519.Ed25519PrivateKey.generate, "ED25519_SHA_512"),
    "P-256": (lambda: ec.generate_private_key(ec.SECP256R1()), "ECDSA_SHA_256"),
    "P-384": (lambda: ec.generate_private_key(ec.SECP384R1()), "ECDSA_SHA_384"),
    "P-521": (lambda: ec.generate_private_key(ec.SECP521R1()), "ECDSA_SHA_512"),
    "secp256k1": (lambda: ec.generate_private_key(ec.SECP256K1()), "ECDSA_SHA_256"),
    "RSA": (lambda: rsa.generate_private_key(65537, 2048), "RSASSA_PSS_SHA_256"),
}
FOREIGN = {
    "short RSA": lambda: rsa.generate_private_key(65537, 1024),
    "P-224": lambda: ec.generate_private_key(ec.SECP224R1()),
    "DSA": lambda: dsa.generate_private_key(2048),
    "Ed448": ed448.Ed448PrivateKey.generate,
    "X25519": x25519.X25519PrivateKey.generate,
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A small inventory. Read it only."""
    return write(tmp_path_factory.mktemp("signed") / "inventory", ["111111111111"], ["eu-central-1"], ["kms_key"])


@pytest.fixture
def inventory(written, tmp_path):
    """A copy of the small inventory, to be signed."""
    return shutil.copytree(written, tmp_path / "inventory")


@pytest.fixture
def keys(tmp_path):
    """`keys("auditor")` is the path of a private key, and of its public half."""

    def make(name, key=None, passphrase=None):
        key = key or ed25519.Ed25519PrivateKey.generate()
        locked = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
        private, public = tmp_path / f"{name}.pem", tmp_path / f"{name}.pub"
        private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))
        public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        return private, public

    return make


def never():
    raise AssertionError("No passphrase is needed.")


def signed(inventory, private):
    made = sign(inventory, LocalKey(private, never))
    return inventory / made.file


def signatures_of(inventory):
    return read_signatures(inventory, verify(inventory))


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_each_kind_signs_and_the_root_hash_stays(inventory, keys, kind):
    make, algorithm = KINDS[kind]
    private, public = keys("auditor", make())
    root = verify(inventory)["root_sha256"]

    path = signed(inventory, private)

    assert verify(inventory)["root_sha256"] == root
    (found,) = signatures_of(inventory)
    assert found.flaw == ""
    assert found.key_sha256 == fingerprint(read_public_key(public))
    said = json.loads(json.loads(path.read_text())["statement"])
    assert (said["algorithm"], said["root_sha256"]) == (algorithm, root)
    check_signatures(inventory, [found], public)
    assert read_inventory(inventory).select(accounts=["111111111111"]).signatures == (found,)


OPENSSL = shutil.which("openssl")
PROOFS = {
    "Ed25519": "pkeyutl -verify -pubin -inkey {key} -rawin -in {said} -sigfile {sig}",
    "P-384": "dgst -sha384 -verify {key} -signature {sig} {said}",
    "RSA": "dgst -sha256 -sigopt rsa_padding_mode:pss -verify {key} -signature {sig} {said}",
}


@pytest.mark.skipif(not OPENSSL, reason="needs openssl")
@pytest.mark.parametrize("kind", PROOFS)
def test_openssl_alone_proves_a_signature(inventory, keys, tmp_path, kind):
    private, _ = keys("auditor", KINDS[kind][0]())
    document = json.loads(signed(inventory, private).read_text())
    paths = {name: tmp_path / name for name in ("key", "sig", "said")}
    paths["key"].write_text(document["public_key"])
    paths["sig"].write_bytes(base64.b64decode(document["signature"]))
    paths["said"].write_text(document["statement"])

    done = subprocess.run([OPENSSL, *PROOFS[kind].format(**paths).split()], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


def test_two_people_sign_side_by_side(demarc, inventory, keys):
    for name in ("auditor", "client"):
        assert demarc("sign", inventory, "--key", keys(name)[0])[0] == 0

    code, out, err = demarc("verify", inventory)
    assert (code, err) == (0, "")
    assert out.count(": valid for this root hash.") == 2
    assert "not who signed. For that, pass --public-key" in out


def test_verify_says_who_signed_as_json(demarc, inventory, keys):
    demarc("sign", inventory, "--key", keys("auditor")[0])
    code, out, _ = demarc("verify", inventory, "--json")
    said = json.loads(out)

    assert (code, said["kind"], len(said["root_sha256"])) == (0, "inventory", 64)
    assert [signature["flaw"] for signature in said["signatures"]] == [""]


def test_verify_without_a_signature_says_nothing_of_any(demarc, inventory):
    code, out, _ = demarc("verify", inventory)

    assert (code, out.count("\n")) == (0, 1)


def test_a_public_key_that_is_pinned_demands_its_signature(demarc, inventory, keys):
    private, public = keys("auditor")
    _, other = keys("other")
    missing = demarc("verify", inventory, "--public-key", public)
    signed(inventory, private)

    assert demarc("verify", inventory, "--public-key", public)[1].endswith(f"One of them is by the key in {public}.\n")
    for code, out, err in (missing, demarc("verify", inventory, "--public-key", other)):
        assert (code, out) == (1, "")
        assert f"Error: {inventory} has no signature by the key in " in err


def test_a_passphrase_is_asked_for_and_a_wrong_one_signs_nothing(demarc, inventory, keys, monkeypatch):
    private, _ = keys("auditor", passphrase=b"open sesame")
    answers = iter(["wrong", "open sesame"])
    monkeypatch.setattr(getpass, "getpass", lambda *_, **__: next(answers))

    code, _, err = demarc("sign", inventory, "--key", private)
    assert code == 1
    assert err.endswith(f"Error: The passphrase does not open {private}. Nothing was signed.\n")
    assert not (inventory / "signatures").exists()
    assert demarc("sign", inventory, "--key", private)[0] == 0


def resign(path, key, **values):
    """Let a key of its own state something else."""
    said = json.loads(json.loads(path.read_text())["statement"])
    text = json.dumps(said | {"key_sha256": fingerprint(key.public_key())} | values)
    edit(
        path,
        statement=text,
        signature=base64.b64encode(key.sign(text.encode())).decode(),
        public_key=key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
    )


def edit(path, **values):
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def restated(path, **values):
    document = json.loads(path.read_text())
    edit(path, statement=json.dumps(json.loads(document["statement"]) | values))


def pem_of(key):
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


KEY = ed25519.Ed25519PrivateKey.generate()


@pytest.mark.parametrize(
    ("tamper", "flaw"),
    [
        (lambda p: restated(p, signed_at="2020-01-01T00:00:00+00:00"), "its key did not sign what it states"),
        (lambda p: restated(p, root_sha256="0" * 64), "its key did not sign what it states"),
        (lambda p: edit(p, public_key=pem_of(KEY)), "its key did not sign what it states"),
        (lambda p: edit(p, signature=base64.b64encode(b"x" * 64).decode()), "its key did not sign what it states"),
        (lambda p: resign(p, KEY, root_sha256="0" * 64), "it is for another root hash"),
        (lambda p: resign(p, KEY, purpose="login"), "it states something else than it is"),
        (lambda p: resign(p, KEY, purpose="aws-demarc assessment signature 1"), "it states something else than it is"),
        (lambda p: resign(p, KEY, key_sha256="0" * 64), "it states something else than it is"),
        (lambda p: resign(p, KEY, algorithm="RSASSA_PSS_SHA_256"), "it states something else than it is"),
        (lambda p: resign(p, KEY, kms_key="arn:aws:kms\u001b[2J"), "the name of its KMS key is none"),
        (lambda p: resign(p, KEY, kms_key=["arn"]), "it cannot be read as a signature"),
        (lambda p: resign(p, KEY, signed_at="yesterday"), "it cannot be read as a signature"),
        (lambda p: resign(p, KEY, signed_at="0001-01-01T00:00:00+14:00"), "it cannot be read as a signature"),
        (lambda p: edit(p, signature="§"), "it cannot be read as a signature"),
        (lambda p: edit(p, signature=None), "it cannot be read as a signature"),
        (lambda p: edit(p, public_key=pem_of(FOREIGN["P-224"]())), "it cannot be read as a signature"),
        (lambda p: edit(p, public_key="none"), "it cannot be read as a signature"),
        (lambda p: p.write_text(""), "it cannot be read as a signature"),
        (lambda p: p.write_text("[]"), "it cannot be read as a signature"),
        (lambda p: p.write_text("{}"), "it cannot be read as a signature"),
        (lambda p: p.write_text("[" * 100_000), "it cannot be read as a signature"),
        (lambda p: p.write_bytes(b"\xff"), "it cannot be read as a signature"),
    ],
)
def test_a_signature_that_was_tampered_with_does_not_hold(demarc, inventory, keys, tamper, flaw):
    private, _ = keys("auditor")
    path = signed(inventory, private)
    tamper(path)

    (found,) = read_inventory(inventory).signatures  # what it holds is as it was, so it is read
    assert found.sentence == f"signatures/{path.name} is not valid: {flaw}."
    code, out, err = demarc("verify", inventory)
    assert (code, out) == (1, "")
    assert err == f"Error: {inventory} has signatures that do not hold. {found.sentence}\n"


def test_a_signature_names_the_kind_and_hash_of_what_was_signed(inventory, keys):
    manifest = seal(inventory, "assessment", verify(inventory))

    said = json.loads(json.loads(signed(inventory, keys("auditor")[0]).read_text())["statement"])
    assert (said["purpose"], said["root_sha256"]) == ("aws-demarc assessment signature 1", manifest["root_sha256"])


def test_an_inventory_that_was_signed_before_kinds_were_named_still_verifies(inventory, keys):
    manifest = {name: value for name, value in verify(inventory).items() if name != "kind"}
    write_manifest(inventory, manifest | {"root_sha256": root_of(manifest)})
    signed(inventory, keys("auditor")[0])

    assert "kind" not in read_inventory(inventory).manifest
    assert [signature.flaw for signature in signatures_of(inventory)] == [""]


def test_a_signature_of_another_inventory_does_not_hold(inventory, keys, tmp_path):
    private, public = keys("auditor")
    other = write(tmp_path / "other", ["222222222222"], ["eu-central-1"], ["kms_key"])
    shutil.copytree(signed(other, private).parent, inventory / "signatures")

    (found,) = signatures_of(inventory)
    assert found.flaw == "it is for another root hash"
    with pytest.raises(SignatureError, match="has signatures that do not hold"):
        check_signatures(inventory, [found], public)


@pytest.mark.parametrize(
    "name", ["signatures/notes.txt", "signatures/more/x.json", "tables/signatures/x.json", "x.json"]
)
def test_a_file_that_stands_elsewhere_is_still_reported(demarc, inventory, name):
    (inventory / name).parent.mkdir(parents=True, exist_ok=True)
    (inventory / name).write_text("{}")

    code, _, err = demarc("verify", inventory)
    assert code == 1
    assert f"{name} was added." in err


def test_a_changed_inventory_is_not_signed(demarc, inventory, keys):
    private, _ = keys("auditor")
    (inventory / "ledger.parquet").write_bytes(b"")
    code, _, err = demarc("sign", inventory, "--key", private)
    assert (code, "ledger.parquet was changed." in err) == (1, True)
    assert not (inventory / "signatures").exists()


def test_a_manifest_that_is_made_anew_loses_its_signature(demarc, inventory, keys):
    private, public = keys("auditor")
    signed(inventory, private)
    manifest = verify(inventory) | {"caller_arn": "arn:aws:iam::999999999999:user/nobody"}
    write_manifest(inventory, manifest | {"root_sha256": root_of(manifest)})

    code, _, err = demarc("verify", inventory, "--public-key", public)
    assert (code, "it is for another root hash" in err) == (1, True)


def test_a_key_signs_once(inventory, keys):
    private, _ = keys("auditor")
    path = signed(inventory, private)
    before = path.read_bytes()

    with pytest.raises(OutputError, match="this key has signed already"):
        signed(inventory, private)
    assert path.read_bytes() == before


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_key_of_another_kind_is_refused(demarc, inventory, keys, kind):
    private, public = keys("other", FOREIGN[kind]())
    for arguments in (["sign", inventory, "--key", private], ["verify", inventory, "--public-key", public]):
        code, out, err = demarc(*arguments)
        assert (code, out) == (2, "")
        assert "Ed25519, ECDSA, or RSA with 2,048 bits or more" in err


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        ("sign {inventory}", 2, "Name one key: a file with --key, or a key of AWS KMS with --kms."),
        ("sign {inventory} --key {public} --kms alias/a", 2, "Name one key: "),
        ("sign {inventory} --key {public}", 2, "{public} holds no private key in PEM form"),
        ("sign {inventory} --key {nowhere}", 2, "{nowhere} cannot be read (No such file or directory)."),
        ("sign {nowhere} --key {private}", 2, "{nowhere} is no inventory"),
        ("verify {inventory} --public-key {private}", 2, "{private} holds no public key in PEM form"),
        ("verify {inventory} --public-key {nowhere}", 2, "{nowhere} cannot be read"),
        ("sign {blocked} --key {private}", 1, "cannot be written ("),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(demarc, inventory, keys, tmp_path, arguments, code, sentence):
    private, public = keys("auditor")
    paths = {"inventory": inventory, "private": private, "public": public, "nowhere": tmp_path / "nowhere"}
    if "{blocked}" in arguments:
        paths["blocked"] = inventory
        (inventory / "signatures").symlink_to(tmp_path / "gone" / "away")
    got, out, err = demarc(*arguments.format(**paths).split())

    assert (got, out) == (code, "")
    assert sentence.format(**paths) in err
    assert err.startswith("Error: ") and err.count("\n") == 1
