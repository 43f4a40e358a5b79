"""Signatures beside what is sealed: whose key sealed it. The only module that imports cryptography."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
    load_pem_private_key,
    load_pem_public_key,
)

from toolkit.errors import OutputError, SignatureError, UnusableKey
from toolkit.files import OWNER_FILE, private_folder, writing
from toolkit.seal import SIGNATURES, kind_in, signature_files, verify

KINDS = "Ed25519, ECDSA, or RSA with 2,048 bits or more"
RSA_BITS = 2048
CURVES = {"secp256r1": hashes.SHA256(), "secp256k1": hashes.SHA256(), "secp384r1": hashes.SHA384()}
CURVES |= {"secp521r1": hashes.SHA512()}
# Stands in what is signed, with the kind of that, so that no other signature can pass for one.
PURPOSE = "aws-demarc {kind} signature 1"
KEY_NAME = re.compile(r"[\w:/-]{1,2048}", re.ASCII)  # it goes onto a terminal and into a report
UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm)


class SigningKey(Protocol):
    """What `sign` needs of a key, wherever its private half lies."""

    public_key: Any
    kms_key: str

    def sign(self, message: bytes) -> bytes:
        """Sign a message with the algorithm that `algorithm_of` names."""


@dataclass(frozen=True)
class Signature:
    """One signature, as it was found; `flaw` says why it does not hold, and is empty if it does."""

    file: str
    flaw: str = ""
    key_sha256: str = ""
    kms_key: str = ""
    signed_at: str = ""

    @property
    def sentence(self) -> str:
        """Who signed, and whether it holds."""
        if self.flaw:
            return f"{self.file} is not valid: {self.flaw}."
        kms = f" (KMS key {self.kms_key}, as the signer says)" if self.kms_key else ""
        return f"Signed with the key {self.key_sha256}{kms} at {self.signed_at}: valid for this root hash."


class LocalKey:
    """A private key in a PEM file.

    Parameters
    ----------
    path : Path
        The file.
    ask : callable
        Returns the passphrase; called only if the key has one.

    Raises
    ------
    SignatureError
        The file cannot be read, holds no key that can sign, or the passphrase is another.

    """

    kms_key = ""

    def __init__(self, path: Path, ask: Callable[[], str]) -> None:
        self._key = _private_key(path, ask)
        self.public_key = self._key.public_key() if hasattr(self._key, "public_key") else None
        algorithm_of(self.public_key, path)

    def sign(self, message: bytes) -> bytes:
        """Sign a message."""
        signed: bytes = self._key.sign(message, *_arguments(self.public_key, padding.PSS.DIGEST_LENGTH))
        return signed


def _private_key(path: Path, ask: Callable[[], str]) -> Any:
    content = _content(path)
    try:
        return load_pem_private_key(content, None)
    except TypeError:  # it has a passphrase
        pass
    except UNREADABLE:
        raise UnusableKey(f"{path} holds no private key in PEM form ({KINDS}).") from None
    try:
        return load_pem_private_key(content, ask().encode())
    except UNREADABLE:
        raise SignatureError(f"The passphrase does not open {path}. Nothing was signed.") from None


def read_public_key(path: Path) -> Any:
    """Read a public key in PEM form.

    Raises
    ------
    SignatureError
        The file cannot be read, or holds no such key.

    """
    try:
        key = load_pem_public_key(_content(path))
    except UNREADABLE:
        raise UnusableKey(f"{path} holds no public key in PEM form ({KINDS}).") from None
    algorithm_of(key, path)
    return key


def public_key_of(der: bytes, name: object) -> Any:
    """Return the public key that AWS KMS gives, or say in one sentence that its kind cannot sign here."""
    try:
        key = load_der_public_key(der)
    except UNREADABLE:
        key = None
    algorithm_of(key, name)
    return key


def algorithm_of(key: Any, name: object) -> str:
    """Return the one algorithm that a key signs with, by the name that AWS KMS gives it.

    Raises
    ------
    SignatureError
        The key is of another kind, or too short.

    """
    match key:
        case ed25519.Ed25519PublicKey():
            return "ED25519_SHA_512"
        case ec.EllipticCurvePublicKey() if key.curve.name in CURVES:
            return f"ECDSA_SHA_{CURVES[key.curve.name].digest_size * 8}"
        case rsa.RSAPublicKey() if key.key_size >= RSA_BITS:
            return "RSASSA_PSS_SHA_256"
    raise UnusableKey(f"{name} is no key that can sign here: that is {KINDS}.")


def fingerprint(key: Any) -> str:
    """Return the SHA-256 of a public key in DER form."""
    return sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def sign(folder: Path | str, key: SigningKey) -> Signature:
    """Sign the kind and root hash of what is sealed; the signature is a file of its own, and nothing else changes.

    Parameters
    ----------
    folder : path
        An inventory or an assessment; it is verified first.
    key : SigningKey
        Who signs.

    Returns
    -------
    Signature
        What was written.

    Raises
    ------
    SealError
        It is not as it was sealed.
    SignatureError
        The key gives a signature that its public half does not confirm.
    OutputError
        The key has signed already, or the file cannot be written.

    """
    folder = Path(folder)
    manifest = verify(folder)
    purpose, root = _purpose(manifest), manifest["root_sha256"]
    key_sha256 = fingerprint(key.public_key)
    file = f"{SIGNATURES}/{key_sha256[:16]}.json"
    if (folder / file).exists():
        raise OutputError(f"{folder / file} exists: this key has signed already. `demarc verify` says if that holds.")
    statement = {
        "purpose": purpose,
        "root_sha256": root,
        "signed_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "algorithm": algorithm_of(key.public_key, "This"),
        "key_sha256": key_sha256,
        "kms_key": key.kms_key,
    }
    text = json.dumps(statement, sort_keys=True)
    document = {
        "statement": text,  # as text, so that the bytes which were signed are beyond doubt
        "signature": base64.b64encode(key.sign(text.encode())).decode(),
        "public_key": key.public_key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
    }
    made = _judged(file, document, purpose, root)
    if made.flaw:
        raise SignatureError(f"The key gives no usable signature: {made.flaw}. Nothing was written.")
    _write(folder / file, json.dumps(document, indent=1, sort_keys=True) + "\n")
    return made


def read_signatures(folder: Path, manifest: Mapping[str, Any], place: str = SIGNATURES) -> list[Signature]:
    """Judge every signature against the kind and root hash of a manifest; one that cannot be read does not hold."""
    found = []
    for path in signature_files(folder, place):
        file = path.relative_to(folder).as_posix()
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            document = None
        found.append(_judged(file, document, _purpose(manifest), manifest["root_sha256"]))
    return found


def check_signatures(folder: Path, signatures: Iterable[Signature], public_key: Path | None = None) -> None:
    """Refuse signatures that do not hold, and the lack of one by a key that is asked for.

    Raises
    ------
    SignatureError
        One is not valid, or none is by this key; or the key cannot be read.

    """
    asked = fingerprint(read_public_key(public_key)) if public_key else ""
    if flawed := [s.sentence for s in signatures if s.flaw]:
        raise SignatureError(f"{folder} has signatures that do not hold. {' '.join(flawed)}")
    if asked and asked not in {s.key_sha256 for s in signatures}:
        raise SignatureError(f"{folder} has no signature by the key in {public_key} ({asked}).")


def _purpose(manifest: Mapping[str, Any]) -> str:
    return PURPOSE.format(kind=kind_in(manifest))


def _judged(file: str, document: Any, purpose: str, root_sha256: str) -> Signature:
    """Prove a signature with the key that comes with it, then what it states."""
    try:
        message = document["statement"].encode()
        key = load_pem_public_key(document["public_key"].encode())
        algorithm = algorithm_of(key, file)
        _prove(key, base64.b64decode(document["signature"], validate=True), message)
        said = json.loads(message)
        at = datetime.fromisoformat(said["signed_at"]).astimezone(UTC).isoformat(timespec="seconds")
        if (said["purpose"], said["algorithm"], said["key_sha256"]) != (purpose, algorithm, fingerprint(key)):
            return Signature(file, "it states something else than it is")
        if said["kms_key"] and not KEY_NAME.fullmatch(said["kms_key"]):
            return Signature(file, "the name of its KMS key is none")
        if said["root_sha256"] != root_sha256:
            return Signature(file, "it is for another root hash")
    except InvalidSignature:
        return Signature(file, "its key did not sign what it states")
    except (*UNREADABLE, KeyError, AttributeError, SignatureError, OverflowError, RecursionError):
        return Signature(file, "it cannot be read as a signature")
    return Signature(file, "", said["key_sha256"], said["kms_key"], at)


def _prove(key: Any, signature: bytes, message: bytes) -> None:
    key.verify(signature, message, *_arguments(key, padding.PSS.AUTO))


def _arguments(key: Any, salt: Any) -> tuple[Any, ...]:
    """Return what the library wants to know beside the message."""
    match key:
        case ec.EllipticCurvePublicKey():
            return (ec.ECDSA(CURVES[key.curve.name]),)
        case rsa.RSAPublicKey():
            return padding.PSS(padding.MGF1(hashes.SHA256()), salt), hashes.SHA256()
    return ()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnusableKey(f"{path} cannot be read ({error.strerror}).") from None


def _write(path: Path, text: str) -> None:
    with writing(path, "Nothing was signed."):
        private_folder(path.parent)
        path.touch(OWNER_FILE, exist_ok=False)
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError:
            path.unlink(missing_ok=True)
            raise
