import pandas as pd
import pytest

from toolkit.tables import TABLES
from toolkit.views import VIEWS


@pytest.mark.parametrize(
    ("environment_names", "plain_secret_names"),
    [
        ("DB_PASSWORD LOG_LEVEL dbPassword", "DB_PASSWORD dbPassword"),
        ("AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY"),
        ("API_TOKEN CLIENT_SECRET stripeApiKey", "API_TOKEN CLIENT_SECRET stripeApiKey"),
        ("DB_PASSWORD_SECRET_ARN SECRET_NAME TOKEN_URL PASSWORD_FILE", "none"),
        ("MAX_TOKENS TOKENIZERS_PARALLELISM SORT_KEY KEYCLOAK_HOST PWD", "none"),
        ("[masked]", "[masked]"),
        ("", "none"),
    ],
)
def test_names_that_tell_of_a_secret(environment_names, plain_secret_names):
    table = TABLES["ecs_task_definition"].empty().reindex([0]).assign(environment_names=environment_names)
    frame = VIEWS["ecs_task_definition_secrets"].build(table.astype(TABLES["ecs_task_definition"].dtypes))
    assert frame["plain_secret_names"].tolist() == [plain_secret_names]


def test_each_task_definition_keeps_its_own_names():
    names = pd.Series(["A_SECRET", pd.NA, "LEVEL"], dtype="string")
    table = TABLES["ecs_task_definition"].empty().reindex(range(3)).assign(environment_names=names)
    added = VIEWS["ecs_task_definition_secrets"].build(table)["plain_secret_names"]
    pd.testing.assert_series_equal(
        added, pd.Series(["A_SECRET", pd.NA, "none"], dtype="string", name="plain_secret_names")
    )
