"""A key in AWS KMS signs without leaving it; what AWS refuses is one sentence."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.conftest import REGION
from tests.endpoint import endpoint, json_answer, refusal
from tests.inventory.small import write
from toolkit.collect.kms_key import KmsKey
from toolkit.errors import SignatureError
from toolkit.seal import verify
from toolkit.signature import fingerprint, public_key_of, read_signatures, sign

ARN = "arn:aws:kms:eu-central-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab"


@pytest.fixture
def inventory(tmp_path):
    return write(tmp_path / "inventory", ["111111111111"], [REGION], ["kms_key"])


def signatures_of(inventory):
    return read_signatures(inventory, verify(inventory))


@pytest.mark.parametrize("spec", ["RSA_2048", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1"])
def test_a_kms_key_of_each_kind_signs(aws, inventory, spec):
    kms = aws("kms")
    key_id = kms.create_key(KeySpec=spec, KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    kms.create_alias(AliasName="alias/audit", TargetKeyId=key_id)

    sign(inventory, KmsKey("alias/audit", region=REGION))

    (found,) = signatures_of(inventory)
    assert found.flaw == ""
    public = public_key_of(kms.get_public_key(KeyId=key_id)["PublicKey"], "It")
    assert (found.kms_key, found.key_sha256) == (key_id, fingerprint(public))


def test_the_command_names_the_key(aws, inventory, demarc):
    kms = aws("kms", "eu-west-1")
    key_id = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]

    for words in (["sign", inventory, "--kms", key_id, "--region", "eu-west-1"], ["verify", inventory]):
        code, said, _ = demarc(*words)
        assert (code, f" (KMS key {key_id}, as the signer says) at " in said) == (0, True)


PRIVATE = ec.generate_private_key(ec.SECP256R1())
OTHER = ec.generate_private_key(ec.SECP256R1())


def kms_answer(request, *, signer=PRIVATE, usage="SIGN_VERIFY", der=None):
    """Answer as AWS KMS does, which gives ARNs where moto gives ids."""
    if request.operation == "GetPublicKey":
        der = der or PRIVATE.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return json_answer({"KeyId": ARN, "KeyUsage": usage, "PublicKey": base64.b64encode(der).decode()})
    message = base64.b64decode(request.parameters["Message"])
    assert (request.parameters["KeyId"], request.parameters["MessageType"]) == (ARN, "RAW")
    assert request.parameters["SigningAlgorithm"] == "ECDSA_SHA_256"
    from cryptography.hazmat.primitives.hashes import SHA256

    signed = base64.b64encode(signer.sign(message, ec.ECDSA(SHA256()))).decode()
    return json_answer({"KeyId": ARN, "Signature": signed, "SigningAlgorithm": "ECDSA_SHA_256"})


@pytest.fixture
def kms(monkeypatch):
    """`kms(answer)` is an AWS KMS of the test's own."""
    opened = []

    def start(answer):
        served = endpoint(answer)
        opened.append(served)
        monkeypatch.setenv("AWS_ENDPOINT_URL", served.__enter__())

    yield start
    for served in opened:
        served.__exit__(None, None, None)


def test_the_signature_names_the_arn(kms, inventory):
    kms(kms_answer)
    sign(inventory, KmsKey("alias/audit", region=REGION))

    (found,) = signatures_of(inventory)
    assert (found.flaw, found.kms_key) == ("", ARN)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda r: refusal(r), "AWS KMS does not sign with alias/audit (.*AccessDenied.*kms:GetPublicKey and kms:Sign"),
        (lambda r: refusal(r, "NotFoundException", 400), "AWS KMS does not sign with alias/audit (.*NotFoundException"),
        (
            lambda r: refusal(r) if r.operation == "Sign" else kms_answer(r),
            "does not sign with alias/audit (.*AccessDenied",
        ),
        (lambda r: kms_answer(r, usage="ENCRYPT_DECRYPT"), "is for ENCRYPT_DECRYPT; make one for SIGN_VERIFY"),
        (lambda r: kms_answer(r, der=b"SM2"), "The KMS key alias/audit is no key that can sign here"),
        (lambda r: kms_answer(r, signer=OTHER), "no usable signature: its key did not sign what it states"),
    ],
)
def test_what_aws_refuses_signs_nothing(kms, inventory, answer, said):
    kms(answer)
    with pytest.raises(SignatureError, match=said.replace("(", r"\(")):
        sign(inventory, KmsKey("alias/audit", region=REGION))

    assert not (inventory / "signatures").exists()


def test_a_profile_or_region_that_is_missing_is_one_sentence(monkeypatch):
    with pytest.raises(SignatureError, match=r"AWS KMS cannot be asked \(The config profile \(nobody\)"):
        KmsKey("alias/audit", profile="nobody")
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    with pytest.raises(SignatureError, match=r"AWS KMS cannot be asked \(You must specify a region"):
        KmsKey("alias/audit")
