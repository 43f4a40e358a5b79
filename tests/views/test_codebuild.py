import pytest

from tests.inventories import inventory, rows


@pytest.mark.parametrize(
    ("names", "secret"),
    [
        ("LOG_LEVEL dbPass", "dbPass"),
        ("STAGE DB_SECRET_ARN", "none"),
        ("", "none"),
        ("API_KEY GH_PAT", "API_KEY GH_PAT"),
    ],
)
def test_names_of_secrets_are_found_in_every_spelling(names, secret):
    estate = inventory({"codebuild_project": rows("codebuild_project", plaintext_names=[names])})
    assert estate["codebuild_project_variables"]["plain_secret_names"].tolist() == [secret]
