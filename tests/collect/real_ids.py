"""Ids, ARNs and names as AWS gives them, drawn at random from its own models and from the forms it writes."""

import random
import re
import re._constants as kinds
import re._parser as parser
import string
from collections.abc import Iterator
from contextlib import suppress

from tests.models import MODELS
from toolkit.tables import TABLES

ALPHABET = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
CLASSES = {
    kinds.CATEGORY_DIGIT: string.digits,
    kinds.CATEGORY_WORD: ALPHABET + "_",
    kinds.CATEGORY_SPACE: " ",
    kinds.CATEGORY_NOT_SPACE: ALPHABET,
    kinds.CATEGORY_NOT_DIGIT: string.ascii_letters,
    kinds.CATEGORY_NOT_WORD: "-",
}
NAMED = ("arn", "id", "identifier", "name", "arns", "ids", "names")
PARTITIONS = {
    "aws": ("us-east-1", "eu-central-1", "ap-southeast-3"),
    "aws-cn": ("cn-north-1",),
    "aws-us-gov": ("us-gov-west-1",),
    "aws-iso": ("us-iso-east-1",),
    "aws-eusc": ("eusc-de-east-1",),
}
LENGTHS = (1, 3, 8, 12, 16, 20, 22, 24, 30, 32, 34, 35, 36, 38, 40, 43, 44, 45, 48, 56, 64, 86, 88, 128)


class Draw:
    """Texts at random, the same for the same seed."""

    def __init__(self, seed: object) -> None:
        self.random = random.Random(str(seed))

    def of(self, alphabet: str, length: int) -> str:
        return "".join(self.random.choices(alphabet, k=length))

    def name(self, length: int) -> str:
        return self.of(ALPHABET, 1) + self.of(f"{ALPHABET}-_", length - 1) if length > 1 else self.of(ALPHABET, 1)

    def uuid(self) -> str:
        return "-".join(self.of(HEX, n) for n in (8, 4, 4, 4, 12))

    def account(self) -> str:
        return self.of(string.digits, 12)

    def matching(self, pattern: str) -> str:
        """Return a text that a pattern of AWS's models allows."""
        return self._tree(parser.parse(pattern))

    def _tree(self, tree) -> str:
        return "".join(self._node(kind, about) for kind, about in tree)

    def _node(self, kind, about) -> str:
        if kind is kinds.LITERAL:
            return chr(about)
        if kind is kinds.ANY:
            return self.of(ALPHABET, 1)
        if kind is kinds.NOT_LITERAL:
            return self.of(ALPHABET.replace(chr(about), ""), 1)
        if kind is kinds.IN:
            return self._one_of(about)
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT, kinds.POSSESSIVE_REPEAT):
            least, most, tree = about
            most = min(int(most), max(least, self.random.choice(LENGTHS)))
            return "".join(self._tree(tree) for _ in range(self.random.randint(least, most)))
        if kind is kinds.SUBPATTERN:
            return self._tree(about[3])
        if kind is kinds.BRANCH:
            return self._tree(self.random.choice(about[1]))
        if kind is kinds.CATEGORY:
            return self.of(CLASSES[about], 1)
        return ""  # where a text begins or ends, and what stands around it

    def _one_of(self, about) -> str:
        allowed, negated = set(), False
        for kind, value in about:
            if kind is kinds.NEGATE:
                negated = True
            elif kind is kinds.LITERAL:
                allowed.add(chr(value))
            elif kind is kinds.RANGE:
                allowed |= {chr(n) for n in range(value[0], min(value[1], 0x7E) + 1)}
            else:
                allowed |= set(CLASSES[value])
        allowed = set(ALPHABET) - allowed if negated else allowed
        # Where a model allows any sign, real ids are of letters, digits and few more.
        plain = sorted(allowed & set(f"{ALPHABET}-_./:+=@#")) or sorted(allowed)
        return self.random.choice(plain)


def modelled() -> Iterator[tuple[str, str]]:
    """Yield shape and value for each shape of an id, ARN or name that AWS's models give a pattern for."""
    for service in sorted({table.service for table in TABLES.values()}):
        model = MODELS.get_service_model(service)
        for name in model.shape_names:
            shape = model.shape_for(name)
            pattern = shape.metadata.get("pattern") if shape.type_name == "string" else None
            if pattern and name.lower().endswith(NAMED) and not shape.metadata.get("sensitive"):
                draw = Draw(f"{service}.{name}")
                with suppress(re.error):  # a few are no patterns of Python's
                    yield from ((f"{service}.{name}", draw.matching(pattern)) for _ in range(2))


def arns() -> Iterator[str]:
    """Yield ARNs of resources of every service that AWS has, with names of many lengths, in every partition."""
    for service in MODELS.get_available_services():
        draw = Draw(service)
        signs = MODELS.get_service_model(service).signing_name if service in SIGNED else service
        for number, length in enumerate(draw.random.sample(LENGTHS, 8)):
            partition = draw.random.choice(list(PARTITIONS))
            region = draw.random.choice([*PARTITIONS[partition], ""])
            account = draw.random.choice([draw.account(), draw.account(), ""])
            kind = draw.name(9).lower()
            name = draw.random.choice(
                [draw.name(length), draw.uuid(), draw.of(HEX, length), draw.of(string.digits, length)]
            )
            tail = (
                name,
                f"{kind}/{name}",
                f"{kind}:{name}",
                f"{kind}/{draw.name(6)}/{name}",
                f"{kind}:{name}:{number}",
            )
            yield f"arn:{partition}:{signs}:{region}:{account}:{draw.random.choice(tail)}"


SIGNED = {table.service for table in TABLES.values()}


def written() -> Iterator[tuple[str, str]]:
    """Yield ids in the forms that AWS writes without a pattern in its models, each with what it is."""
    for seed in range(12):
        draw, region = Draw(f"written {seed}"), "eu-central-1"
        account, name, host = draw.account(), draw.name(20), draw.of(string.ascii_lowercase + string.digits, 12)
        for prefix in ("i", "vol", "snap", "ami", "sg", "sgr", "subnet", "vpc", "eni", "rtb", "igw", "nat", "eipalloc"):
            yield prefix, f"{prefix}-{draw.of(HEX, 17)}"
            yield prefix, f"{prefix}-{draw.of(HEX, 8)}"
        for prefix in ("AKIA", "ASIA", "AIDA", "AROA", "AGPA", "ANPA", "AIPA", "ASCA", "APKA", "ABIA", "ACCA"):
            yield prefix, prefix + draw.of(string.ascii_uppercase + "234567", 16)
        yield "topic", f"arn:aws:sns:us-east-1:{account}:aws-controltower-AllConfigNotifications"
        yield "subscription", f"arn:aws:sns:{region}:{account}:{draw.name(35)}:{draw.uuid()}"
        yield "queue url", f"https://sqs.{region}.amazonaws.com/{account}/{draw.name(35)}"
        yield "image", f"{account}.dkr.ecr.{region}.amazonaws.com/{name.lower()}:{draw.of(HEX, 40)}"
        yield "digest", f"sha256:{draw.of(HEX, 64)}"
        yield "image by digest", f"{account}.dkr.ecr.{region}.amazonaws.com/app@sha256:{draw.of(HEX, 64)}"
        yield "code hash", draw.of(f"{ALPHABET}+/", 43) + "="
        yield "etag", f'"{draw.of(HEX, 32)}"'
        yield "canonical id", draw.of(HEX, 64)
        yield "multi-Region key", f"mrk-{draw.of(HEX, 32)}"
        yield "commit", draw.of(HEX, 40)
        yield "hosted zone", f"/hostedzone/Z{draw.of(string.ascii_uppercase + string.digits, 20)}"
        yield "distribution", f"E{draw.of(string.ascii_uppercase + string.digits, 13)}"
        yield "policy id", f"p-{draw.of(string.ascii_lowercase + string.digits, 8)}"
        yield "organization", f"arn:aws:organizations::{account}:account/o-{host}/{draw.account()}"
        yield "stack", f"arn:aws:cloudformation:{region}:{account}:stack/{name}/{draw.uuid()}"
        yield "log stream", f"2026/11/30/[$LATEST]{draw.of(HEX, 32)}"
        yield "log group", f"arn:aws:logs:{region}:{account}:log-group:/aws/lambda/{name}:*"
        yield "serial", ":".join(draw.of(HEX, 2) for _ in range(16))
        yield "thumbprint", draw.of(HEX, 40)
        yield "endpoint", f"{name.lower()}.c{host}.{region}.rds.amazonaws.com"
        yield "user pool", f"{region}_{draw.of(ALPHABET, 9)}"
        yield "app client", draw.of(string.ascii_lowercase + string.digits, 26)
        yield "rest api", draw.of(string.ascii_lowercase + string.digits, 10)
        yield (
            "load balancer",
            (f"arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/app/{draw.name(32)}/{draw.of(HEX, 16)}"),
        )
        yield "secret", f"arn:aws:secretsmanager:{region}:{account}:secret:prod/db/password-{draw.of(ALPHABET, 6)}"
        yield "parameter", f"arn:aws:ssm:{region}:{account}:parameter/prod/db/password"
        yield "password policy", f"arn:aws:iam::{account}:account-password-policy"
        yield "token name", f"arn:aws:iam::{account}:role/github-token-{draw.name(40)}"
        yield "request id", draw.of(string.ascii_uppercase + string.digits, 16)
        yield "S3 id", draw.of(f"{ALPHABET}+/", 75) + "="
        yield "instance profile", f"arn:aws:iam::{account}:instance-profile/{name}"
        yield "rule group", f"arn:aws:wafv2:us-east-1:{account}:global/rulegroup/{name}/{draw.uuid()}"
        yield "bucket", f"aws-cloudtrail-logs-{account}-{draw.of(HEX, 8)}"
        yield "account and name", f"{account}:{draw.name(35)}"
