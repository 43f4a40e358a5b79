"""What people say in an engagement, written by hand: registers with one line or none."""

from datetime import date

import pandas as pd

from toolkit.gaps import with_waivers
from toolkit.gaps.scoped import with_scope
from toolkit.register import FILES, AwsReport, Engagement, Register
from toolkit.responsibility import Usage

AS_OF = date(2026, 11, 24)
PERIOD = {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)}
ENGAGEMENT = Engagement(title="Review", client="Example Ltd", auditor="Northgate", prepared_by="I. Solberg", **PERIOD)
APPROVED = {
    "requested_by": "Carla Rossi",
    "approved_by": "Nadia Haddad",
    "approved_at": date(2026, 1, 19),
    "expires_at": date(2027, 1, 18),
}
GOOD = {
    "owners": {
        "framework_id": "soc2_2017",
        "control_id": "CC6.1",
        "role": "CISO",
        "accountable": "Anna Fischer",
        "backup": "",
    },
    "attestations": {
        "framework_id": "soc2_2017",
        "control_id": "CC6.1",
        "statement": "It works.",
        "method": "examine",
        "conclusion": "effective",
        "attested_by": "Anna Fischer",
        "attested_at": AS_OF,
        "reviewed_by": "Ben Okafor",
        "reviewed_at": AS_OF,
        **PERIOD,
        "expires_at": date(2027, 9, 1),
        "evidence": "HR-1",
        "capacity": "assessor",
    },
    "exceptions": {
        "exception_id": "EX-1",
        "check_id": "iam_access_key_rotated",
        "resource_id": "key-*",
        "account_id": "111111111111",
        "reason": "Replaced in May.",
        "compensating_control": "Its use is alarmed.",
        "requested_by": "Carla Rossi",
        "approved_by": "Anna Fischer",
        "approved_at": date(2026, 7, 1),
        "expires_at": date(2027, 6, 30),
    },
    "aws_reports": {
        "report_id": "r-1",
        "kind": "soc2_t2",
        "title": "AWS SOC 2",
        "version": "1",
        **PERIOD,
        "retrieved_at": date(2026, 11, 24),
        "read_by": "Hugo Marchand",
        "exceptions_noted": False,
    },
    "applicability": {
        "framework_id": "soc2_2017",
        "control_id": "CC6.1",
        "kind": "not_applicable",
        "reason": "Nobody signs in.",
        **APPROVED,
    },
    "scope": {
        "framework_id": "soc2_2017",
        "direction": "out",
        "selector": "tag:Environment=dev",
        "reason": "No customer's data.",
        **APPROVED,
    },
    "tolerances": {"check_id": "iam_access_key_rotated", "most": 1, "reason": "One of AWS's refuses.", **APPROVED},
    "conclusions": {
        "framework_id": "soc2_2017",
        "control_id": "CC6.1",
        "conclusion": "No exceptions noted",
        "grade": "",
        "concluded_by": "Ingrid Solberg",
        "concluded_at": AS_OF,
        "reviewed_by": "Ben Okafor",
    },
}


def usage(models=("ec2", "abstracted", "organisation"), services=()):
    """What an estate uses: service models, and services as pairs of id and Region."""
    used = pd.DataFrame([(*pair, 1) for pair in services], columns=["service", "region", "resources"])
    used = used.assign(title=used["service"], service_model="abstracted", account_id="111111111111", resource_ids="x")
    return Usage(pd.DataFrame({"service_model": list(models), "in_use": True}), used)


def register(engagement=ENGAGEMENT, **said):
    """A register; `attestations=[{"conclusion": "ineffective"}]` has one attestation, valid but for what is named."""
    tables = {}
    for name, changes in said.items():
        lines = [FILES[name].model_validate(GOOD[name] | change).model_dump() for change in changes]
        tables[name] = pd.DataFrame(lines, columns=list(FILES[name].model_fields))
    return Register(engagement=engagement, **tables)


def report(start, end, **changes):
    """An AWS report over a period."""
    return {"period_start": date.fromisoformat(start), "period_end": date.fromisoformat(end), **changes}


assert set(GOOD["aws_reports"]) == {name for name, about in AwsReport.model_fields.items() if about.is_required()}


def marked(seen, said, as_of=AS_OF):
    """Observations with the exceptions of a register, and with what it leaves out of SOC 2; nothing has a tag."""
    tags = pd.DataFrame(columns=["account_id", "resource_id", "tags"], dtype="string")
    return with_scope(with_waivers(seen, said.exceptions, as_of), tags, "soc2_2017", said, as_of)
