"""Checks of AWS Systems Manager: documents and parameters, and who may use them."""

from toolkit.model import check
from toolkit.readings import among


@check("ssm_document", domain="application", severity="high", family="public_access", empty="pass")
def ssm_document_private(public):
    """The document is not shared with everyone.

    Why: Every AWS account can read a public document, with all names, commands and secrets that stand in it.
    Remedy: Modify the permissions of the document to private, and share it with named accounts only.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html

    | public | verdict |
    |--------|---------|
    | False  | pass    |
    | True   | fail    |
    """
    return ~public


@check("ssm_parameter_secret", domain="data", severity="high", family="stored_secrets", where="secret_like")
def ssm_parameter_secrets_encrypted(type):
    """The parameter that is named like a secret is of the type `SecureString`.

    Why: The value of any other type stands in clear for everyone who may read parameters, and in the history of calls.
    Remedy: Store the secret anew in a parameter of the type SecureString, and delete the old one.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-restrict-decryption.html

    | type         | secret_like | verdict |
    |--------------|-------------|---------|
    | SecureString | True        | pass    |
    | securestring | True        | pass    |
    | String       | True        | fail    |
    | StringList   | True        | fail    |
    | Blob         | True        | unknown |
    | ?            | True        | unknown |
    | String       | False       | -       |
    """
    return among(type, ["securestring"], ["string", "stringlist"])


@check(
    "ssm_parameter_key", domain="data", severity="low", family="key_custody", where="type.str.lower() == 'securestring'"
)
def ssm_parameter_key_customer_managed(key_customer_managed):
    """The parameter of the type `SecureString` is encrypted with a KMS key that the customer manages.

    Why: Whose key it is decides who may use, audit and revoke it; of AWS's own keys no policy of the customer's can.
    Remedy: Edit the parameter and choose a customer managed KMS key.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-restrict-decryption.html

    | key_customer_managed | type         | verdict |
    |----------------------|--------------|---------|
    | True                 | SecureString | pass    |
    | False                | SecureString | fail    |
    | ?                    | SecureString | unknown |
    | False                | String       | -       |
    """
    return key_customer_managed


@check("ssm_region", domain="application", severity="low", family="public_access_block")
def ssm_region_document_sharing_blocked(document_sharing):
    """Documents of the Region cannot be shared with everyone.

    Why: With the setting, nobody can publish a document by mistake, with whatever stands in it.
    Remedy: Turn on block public sharing in the preferences of Systems Manager Documents.
    Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html

    | document_sharing | verdict |
    |------------------|---------|
    | Disable          | pass    |
    | disable          | pass    |
    | Enable           | fail    |
    | Default          | unknown |
    | ?                | unknown |
    """
    return among(document_sharing, ["disable"], ["enable"])
