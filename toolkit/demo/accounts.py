"""The constants of the demo estate: accounts, Regions, the audit role, planted secrets and hostile texts."""

import re

MANAGEMENT = "111111111111"
MEMBER = "222222222222"
RESTRICTED = "333333333333"
ACCOUNTS = (MANAGEMENT, MEMBER, RESTRICTED)
REGIONS = ("eu-central-1", "us-east-1")

ROLE_NAME = "DemarcAuditRole"
EXTERNAL_ID = "demarc-demo-engagement"

_KEY_PREFIX = "AKIADEMO"
SECRET_ACCESS_KEY = "not-a-secret-the-demo-server-checks-no-signature"


def access_key_id(account_id: str) -> str:
    """Name the access key with which the demo server acts as *account_id*."""
    return f"{_KEY_PREFIX}{account_id}"


def account_of(key_id: str) -> str | None:
    """Return the account that a demo access key names; None for any other key."""
    found = re.fullmatch(rf"{_KEY_PREFIX}(\d{{12}})", key_id)
    return found[1] if found else None


# Planted secrets. None of them may ever reach the disk.
LAMBDA_CANARY = "canary-lambda-7f3c19e2b4"
LAMBDA_URL_CANARY = "postgres://app:canary-dsn-52d08a61@db.example.test/app"
ECS_CANARY = "canary-ecs-0b91d7c5aa"
USER_DATA_CANARY = "canary-userdata-e84f20c6"
SSM_CANARY = "canary-ssm-31c7a9f0de"
BUILD_CANARY = "canary-build-c6e05b13d8"
STACK_CANARY = "canary-stack-f2074ad99c"
STACK_OUTPUT_CANARY = "canary-output-48be6f1720"
SECRET_CANARY = "canary-secret-9ad64b7e15"
TAG_CANARY = "ghp_DemarcCanaryTag1aB3dE5fG7hJ9kL1mN3pQ"
CANARIES = [
    LAMBDA_CANARY,
    LAMBDA_URL_CANARY,
    ECS_CANARY,
    USER_DATA_CANARY,
    SSM_CANARY,
    BUILD_CANARY,
    STACK_CANARY,
    STACK_OUTPUT_CANARY,
    SECRET_CANARY,
    TAG_CANARY,
]

# Texts that break a careless report or spreadsheet.
SCRIPT = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"
EMOJI = "rocket 🚀"
CJK = "監査 対象"
RIGHT_TO_LEFT = "invoice\u202egnp.exe"
LONG = ("long-" * 51)[:255]
HOSTILE_TAGS = {
    "Markup": SCRIPT,
    "Formula": FORMULA,
    "Emoji": EMOJI,
    "監査": CJK,
    "Direction": RIGHT_TO_LEFT,
    "Long": LONG,
}
