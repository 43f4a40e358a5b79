"""A signing key that never leaves AWS KMS: two calls, `kms:GetPublicKey` and `kms:Sign`."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from toolkit.errors import SignatureError
from toolkit.signature import algorithm_of, public_key_of


class KmsKey:
    """An asymmetric key of AWS KMS that signs.

    Parameters
    ----------
    key_id : str
        Its id, ARN or alias (`alias/audit`).
    profile : str, optional
        Profile of the AWS configuration.
    region : str, optional
        Region of the key; that of the profile if left out.

    Raises
    ------
    SignatureError
        AWS KMS refuses, or the key cannot sign.

    """

    def __init__(self, key_id: str, profile: str | None = None, region: str | None = None) -> None:
        self._asked = key_id
        try:
            self._client = boto3.Session(profile_name=profile).client("kms", region_name=region)
        except BotoCoreError as error:
            raise SignatureError(f"AWS KMS cannot be asked ({error}). Nothing was signed.") from None
        answer = self._answer("get_public_key", KeyId=key_id)
        if answer["KeyUsage"] != "SIGN_VERIFY":
            raise SignatureError(f"The KMS key {key_id} is for {answer['KeyUsage']}; make one for SIGN_VERIFY.")
        self.public_key = public_key_of(answer["PublicKey"], f"The KMS key {key_id}")
        self.kms_key = str(answer["KeyId"])  # its ARN, whatever it was asked by

    def sign(self, message: bytes) -> bytes:
        """Have AWS KMS sign a message."""
        algorithm = algorithm_of(self.public_key, self.kms_key)
        asked = {"KeyId": self.kms_key, "Message": message, "MessageType": "RAW", "SigningAlgorithm": algorithm}
        signed: bytes = self._answer("sign", **asked)["Signature"]
        return signed

    def _answer(self, operation: str, **arguments: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(**arguments)
        except (BotoCoreError, ClientError, ResponseParserError) as error:
            said = " ".join(str(error).split())
            raise SignatureError(
                f"AWS KMS does not sign with {self._asked} ({said}). It takes kms:GetPublicKey and kms:Sign on an "
                "asymmetric key for signing. Nothing was signed."
            ) from None
        return answer
