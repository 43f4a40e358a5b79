"""Views of Amazon Elastic Container Service."""

from toolkit.model import view

# A name that had to be masked is itself a credential.
SECRET = r"passw|passphrase|_pwd|secret|token|credential|(?:api|access|private|encryption|signing)_?key|\[masked\]"
# Where a secret is or how it is handled; and `tokens` are what language models count.
REFERENCE = r"_(?:arn|name|path|file|dir|url|uri|endpoint|ttl|length|expiry|enabled)$|tokens|tokeni[sz]er"


@view
def ecs_task_definition_secrets(ecs_task_definition):
    """Task definitions, each with those of its plain environment variables that are named like a secret."""
    listed = ecs_task_definition["environment_names"]
    names = listed.str.split().explode().astype("string").dropna()
    secret = names.str.contains(SECRET, case=False) & ~names.str.contains(REFERENCE, case=False)
    found = names[secret].groupby(level=0).agg(" ".join).reindex(listed.index).astype("string")
    return ecs_task_definition.assign(plain_secret_names=found.fillna("none").where(listed.notna()))
