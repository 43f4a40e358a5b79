"""An endpoint that answers like some AWS services, after 40 ms, and throttles one operation if told to.

It runs in a process of its own and keeps count: GET /count gives the calls by operation, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import Counter
from urllib.parse import parse_qs

LATENCY = 0.040
OWN = "111111111111"
ROLE_KEY = "ASIA"


class Bucket:
    """A token bucket: a burst, then a rate."""

    def __init__(self, burst: float, rate: float) -> None:
        self.burst, self.rate, self.tokens, self.at = burst, rate, burst, time.monotonic()

    def take(self) -> bool:
        """Take one token if there is one."""
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class Estate:
    """How many resources there are, and what was asked."""

    def __init__(self, resources: int, throttled: str) -> None:
        self.resources, self.throttled = resources, throttled
        self.calls: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.bucket = Bucket(100, 20)

    def answer(self, target: str, body: bytes) -> tuple[int, dict]:
        """Answer a call of a JSON service."""
        operation = target.rsplit(".", 1)[-1]
        self.calls[operation] += 1
        if operation == self.throttled and not self.bucket.take():
            self.refused[operation] += 1
            return 400, {"__type": "ThrottlingException", "message": "Rate exceeded"}
        asked = json.loads(body or b"{}")
        return 200, getattr(self, f"_{operation}", lambda _: {})(asked)

    def _ListTables(self, asked: dict) -> dict:  # noqa: N802
        after = asked.get("ExclusiveStartTableName", "table--1")
        first = int(after.removeprefix("table-")) + 1
        names = [f"table-{n}" for n in range(first, min(first + 100, self.resources))]
        more = {"LastEvaluatedTableName": names[-1]} if names and first + 100 < self.resources else {}
        return {"TableNames": names} | more

    def _DescribeTable(self, asked: dict) -> dict:  # noqa: N802
        name = asked["TableName"]
        arn = f"arn:aws:dynamodb:eu-central-1:111111111111:table/{name}"
        return {"Table": {"TableName": name, "TableArn": arn, "TableStatus": "ACTIVE", "CreationDateTime": 1.7e9}}

    def _ListKeys(self, _: dict) -> dict:  # noqa: N802
        return {"Keys": [{"KeyId": f"key-{n}", "KeyArn": f"arn:aws:kms:::key/{n}"} for n in range(self.resources)]}

    def _DescribeLogGroups(self, asked: dict) -> dict:  # noqa: N802
        """Pages of 1,000, so that a million rows are a thousand calls."""
        first = int(asked.get("nextToken", 0))
        last = min(first + 1_000, self.resources)
        arn = "arn:aws:logs:eu-central-1:111111111111:log-group"
        groups = [
            {"logGroupName": f"/aws/lambda/f{n}", "logGroupArn": f"{arn}:f{n}", "creationTime": 1_700_000_000_000 + n}
            | {"storedBytes": n, "retentionInDays": 365}
            for n in range(first, last)
        ]
        return {"logGroups": groups} | ({"nextToken": str(last)} if last < self.resources else {})

    def _DescribeContinuousBackups(self, _: dict) -> dict:  # noqa: N802
        return {"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED"}}


async def serve(estate: Estate, port: int) -> None:
    """Serve until the process ends; write the port to standard output."""

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode("latin1"):
                first, *lines = head.split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                status, answer = await respond(estate, first, headers, body)
                kind = "text/xml" if isinstance(answer, str) else "application/x-amz-json-1.0"
                content = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
                about = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
                writer.write(about.encode() + content)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", port, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def respond(estate: Estate, first: str, headers: dict[str, str], body: bytes) -> tuple[int, dict | str]:
    """Answer one request, after the latency of a real one."""
    if first.startswith("GET /count"):
        return 200, {"calls": estate.calls, "refused": estate.refused}
    await asyncio.sleep(LATENCY)
    if target := headers.get("x-amz-target"):
        return estate.answer(target, body)
    asked = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    action = asked.get("Action", "")
    estate.calls[action or first.split(" ")[1].split("?")[0]] += 1
    if action == "GetCallerIdentity":
        return 200, _xml(action, identity(headers.get("authorization", "")))
    if action == "AssumeRole":
        return 200, _xml(action, role(asked["RoleArn"].split(":")[4]))
    return 200, _xml(action, "") if action else {}


def _xml(action: str, inner: str) -> str:
    return f"<{action}Response><{action}Result>{inner}</{action}Result></{action}Response>"


def identity(authorization: str) -> str:
    """Say who signed: the account that a role's key names, or the one that the run starts from."""
    key_id = authorization.partition("Credential=")[2].partition("/")[0]
    account_id = key_id.removeprefix(ROLE_KEY) if key_id.startswith(ROLE_KEY) else OWN
    return f"<Arn>arn:aws:iam::{account_id}:user/bench</Arn><UserId>A</UserId><Account>{account_id}</Account>"


def role(account_id: str) -> str:
    """Give keys that name the account."""
    keys = f"<AccessKeyId>{ROLE_KEY}{account_id}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
    return (
        f"<Credentials>{keys}<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
    )


if __name__ == "__main__":
    asyncio.run(serve(Estate(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else ""), 0))
