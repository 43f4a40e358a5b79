import pandas as pd
import pytest

from tests.inventories import REGION, inventory, rows
from toolkit.assess import assess
from toolkit.checks import CHECKS
from toolkit.observe import observe
from toolkit.views import VIEWS

TABLES = ("ecs_task_definition", "ecs_service", "ecs_task", "events_rule", "scheduler_schedule")
ARN = f"arn:aws:ecs:{REGION}:111111111111:task-definition/fam:"
CLEAN = {"privileged_containers": [0], "network_mode": ["awsvpc"], "pid_mode": ["private"], "ipc_mode": ["none"]}
PRIVILEGED = CLEAN | {"privileged_containers": [1]}


def revisions(**given):
    frame = VIEWS["ecs_task_definition_revision"].build(*(given.get(name, rows(name)) for name in TABLES))
    return frame.set_index("resource_id")


def verdicts(name, refused=(), **given):
    found = inventory({table: given.get(table, rows(table)) for table in TABLES}, refused)
    seen = assess(found) if refused else observe(CHECKS[name], found[CHECKS[name].table])
    seen = seen[seen["check_id"].eq(name)]
    return dict(zip(seen["resource_id"], seen["result"], strict=True))


@pytest.mark.parametrize(
    ("environment_names", "plain_secret_names"),
    [
        ("DB_PASSWORD LOG_LEVEL dbPassword", "DB_PASSWORD dbPassword"),
        ("AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY"),
        ("API_TOKEN CLIENT_SECRET stripeApiKey", "API_TOKEN CLIENT_SECRET stripeApiKey"),
        ("DB_PASS PGPASS dbPwd DB_PASS_2 MYSQL_PWD", "DB_PASS PGPASS dbPwd DB_PASS_2 MYSQL_PWD"),
        ("DATABASE_DSN ConnectionStrings__Default CONN_STR", "DATABASE_DSN ConnectionStrings__Default CONN_STR"),
        ("spring.datasource.password STORAGE_ACCOUNT_KEY JWT", "spring.datasource.password STORAGE_ACCOUNT_KEY JWT"),
        ("DB_CREDS HMAC_KEY jwtKey APP_KEY GITHUB_PAT", "DB_CREDS HMAC_KEY jwtKey APP_KEY GITHUB_PAT"),
        ("REDIS_AUTH DB_PW AUTHORIZATION", "REDIS_AUTH DB_PW AUTHORIZATION"),
        ("AUTH_MODE AUTHOR PATH PATTERN CACHE_KEY PRIMARY_KEY ENABLE_BASIC_AUTH HTTP_AUTH_HEADER CREDIT", "none"),
        ("DB_PASSWORD_SECRET_ARN SECRET_NAME TOKEN_URL PASSWORD_FILE", "none"),
        ("DbPasswordSecretArn TOKEN_TTL PASSWORD_MIN_LENGTH TOKEN_ISSUER ALLOW_EMPTY_PASSWORD", "none"),
        ("MAX_TOKENS TOKENIZERS_PARALLELISM SORT_KEY KEYCLOAK_HOST PWD OLDPWD_", "none"),
        ("BYPASS_CACHE COMPASS PASSENGER_APP_ENV SENTRY_DSN GOOGLE_APPLICATION_CREDENTIALS", "none"),
        ("[masked]", "[masked]"),
        ("", "none"),
    ],
)
def test_names_that_tell_of_a_secret(environment_names, plain_secret_names):
    frame = revisions(ecs_task_definition=rows("ecs_task_definition", environment_names=[environment_names]))
    assert frame["plain_secret_names"].tolist() == [plain_secret_names]


def test_each_task_definition_keeps_its_own_names():
    names = pd.Series(["A_SECRET", pd.NA, "LEVEL"], dtype="string")
    added = revisions(ecs_task_definition=rows("ecs_task_definition", environment_names=names))["plain_secret_names"]
    assert added.fillna("?").tolist() == ["A_SECRET", "?", "none"]


def test_the_revision_that_a_service_or_a_task_runs_is_judged_beside_the_latest():
    given = {
        "ecs_task_definition": rows("ecs_task_definition", resource_id=[f"{ARN}3"], **CLEAN),
        "ecs_service": rows("ecs_service", task_definition_arn=[f"{ARN}1"], **PRIVILEGED),
        "ecs_task": rows("ecs_task", status=["RUNNING"], task_definition_arn=[f"{ARN}2"], **PRIVILEGED),
    }
    assert verdicts("ecs_task_definition_unprivileged", **given) == {
        f"{ARN}3": "pass",
        f"{ARN}1": "fail",
        f"{ARN}2": "fail",
    }
    assert revisions(**given).loc[f"{ARN}1", "name"] == "fam"


def test_a_revision_is_one_row_and_what_one_answer_told_of_it_stays():
    unread = {name: [None] for name in CLEAN}
    given = {
        "ecs_task_definition": rows("ecs_task_definition", resource_id=[f"{ARN}1"], **unread),
        "ecs_service": rows("ecs_service", task_definition_arn=[f"{ARN}1"], **PRIVILEGED),
        "ecs_task": rows("ecs_task", status=["RUNNING"], task_definition_arn=[f"{ARN}1"], **unread),
    }
    assert verdicts("ecs_task_definition_unprivileged", **given) == {f"{ARN}1": "fail"}


def test_who_names_no_revision_adds_none_and_who_could_not_be_read_stays_unknown():
    given = {
        "ecs_service": rows("ecs_service", task_definition_arn=["none", None]),
        "ecs_task": rows("ecs_task", status=["gone", None], task_definition_arn=[None, None]),
    }
    assert verdicts("ecs_task_definition_unprivileged", **given) == {
        "ecs_service-1": "unknown",
        "ecs_task-1": "unknown",
    }


@pytest.mark.parametrize("table", ["events_rule", "scheduler_schedule"])
def test_a_revision_that_only_a_schedule_starts_is_unknown(table):
    starts = [f"{ARN}1 {ARN}2", f"{ARN}7", ARN.rstrip(":"), "", None]
    given = {
        "ecs_task_definition": rows("ecs_task_definition", resource_id=[f"{ARN}2"], **CLEAN),
        table: rows(table, state=["ENABLED", "DISABLED", *["ENABLED"] * 3], task_definition_arns=starts),
    }
    assert verdicts("ecs_task_definition_unprivileged", **given) == {
        f"{ARN}2": "pass",
        f"{ARN}1": "unknown",
        f"{table}-4": "unknown",
    }


def test_services_that_were_refused_leave_an_unknown_beside_the_latest():
    given = {"ecs_task_definition": rows("ecs_task_definition", resource_id=[f"{ARN}2"], **CLEAN)}
    refused = [("ecs_service", REGION, "denied", "AccessDenied"), ("ecs_task", REGION, "denied", "AccessDenied")]
    assert verdicts("ecs_task_definition_unprivileged", refused, **given) == {f"{ARN}2": "pass", "*": "unknown"}


def test_a_credential_that_was_recognised_counts_whatever_it_is_called():
    frame = rows("ecs_task_definition", environment_names=["DATABASE_URL"], environment_credentials=[1])
    assert list(verdicts("ecs_task_definition_secrets_referenced", ecs_task_definition=frame).values()) == ["fail"]
