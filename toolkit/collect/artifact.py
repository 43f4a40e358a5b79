"""AWS's own audit reports: what AWS Artifact lists, entered into an engagement."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError
from pydantic import ValidationError

from toolkit.aws_report_kinds import aws_report_kinds
from toolkit.errors import CredentialsError, ToolkitError
from toolkit.files import put, writing
from toolkit.register import NOBODY, AwsReport, read_register
from toolkit.spreadsheets import protected, read_rows

REGION = "us-east-1"  # AWS Artifact has no other endpoint
FILE = "aws_reports.csv"
COLUMNS = AwsReport.model_fields
OPTIONAL = [column for column, about in COLUMNS.items() if not about.is_required()]
REJECTED = ("Token", "Credential", "Signature", "UnrecognizedClient", "AccessKeyId", "AuthFailure")
NOT_ENABLED = ("OptInRequired", "SubscriptionRequired")


def fetch_aws_reports(
    engagement: Path | str, profile: str | None = None, client: Any = None
) -> tuple[list[str], list[str]]:
    """Enter the reports that AWS Artifact lists into an engagement's aws_reports.csv.

    Rows that are there stay as people wrote them; a new report is entered as read by nobody, and counts for nothing
    until somebody has read it.

    Parameters
    ----------
    engagement : path
        Engagement folder.
    profile : str, optional
        Profile of the AWS configuration.
    client : BaseClient, optional
        Client of AWS Artifact, where it is not the profile's.

    Returns
    -------
    tuple of list of str
        Ids of the reports that were entered, and names of those that were left out, each with the reason.

    Raises
    ------
    RegisterError
        The folder is no engagement, or a file of it is malformed; nothing is changed.
    CredentialsError
        AWS accepts no credentials.
    ToolkitError
        AWS gives no list.
    OutputError
        The file cannot be written.

    """
    known = read_register(engagement).aws_reports
    there = set(zip(known["report_id"], known["version"], strict=True))
    rows, left_out = [], []
    for report in _listed(profile, client, there):
        row, why = _row(report)
        rows += [row] if row else []
        left_out += [f"{report.get('name') or report['id']}: {why}"] if why else []
    if rows:
        _append(Path(engagement) / FILE, rows)
    return [row.report_id for row in rows], left_out


def kind_of(*texts: str) -> str:
    """Return the kind of evidence that the first telling text names; empty where none can be told."""
    told = [each for each in aws_report_kinds().values() if each.pattern]
    found = (each.kind for text in texts for each in told if re.search(each.pattern, text, re.IGNORECASE))
    return next(found, "")


def _listed(profile: str | None, client: Any, there: set[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield each published report that is not there yet, with what its metadata adds."""
    try:
        client = client or boto3.Session(profile_name=profile).client("artifact", region_name=REGION)
        for page in client.get_paginator("list_reports").paginate():
            for report in page["reports"]:
                key = (report["id"], str(report["version"]))
                if report.get("state", "PUBLISHED") == "PUBLISHED" and key not in there:
                    there.add(key)
                    asked = {"reportId": report["id"], "reportVersion": report["version"]}
                    yield report | client.get_report_metadata(**asked)["reportDetails"]
    except ClientError as error:
        raise _refusal(error) from None
    except (BotoCoreError, ResponseParserError) as error:
        raise ToolkitError(f"AWS Artifact cannot be asked ({_one_line(error)}). Nothing was changed.") from None


def _refusal(error: ClientError) -> ToolkitError:
    """Say in one line what AWS objects to."""
    code, message = (str(error.response["Error"].get(name, "")) for name in ("Code", "Message"))
    if any(part in code for part in REJECTED):
        return CredentialsError(f"AWS accepts no credentials here ({code}). Sign in again. Nothing was changed.")
    said = f"({code}: {_one_line(message)})"
    if any(part in code for part in NOT_ENABLED):
        return ToolkitError(f"AWS Artifact is not enabled for this account {said}. Nothing was changed.")
    if "AccessDenied" in code:
        needed = "It needs artifact:ListReports and artifact:GetReportMetadata."
        return ToolkitError(f"AWS Artifact refuses {said}. {needed} Nothing was changed.")
    return ToolkitError(f"AWS Artifact gave no list {said}. Nothing was changed.")


def _row(report: dict[str, Any]) -> tuple[AwsReport | None, str]:
    """Return a report as a row, or why it is none."""
    company, name = report.get("companyName", ""), report.get("name", "")
    series, category = report.get("series", ""), report.get("category", "")
    if company and not re.search(r"\b(aws|amazon)\b", company, re.IGNORECASE):
        return None, f"a report on {company}, not on AWS"
    kind = kind_of(name, series, category)
    if not kind:
        return None, "of no kind that its name tells; enter it by hand if a control rests on it"
    try:
        row = AwsReport(
            report_id=report["id"],
            kind=kind,
            title=name,
            version=str(report["version"]),
            period_start=_day(report.get("periodStart")),  # type: ignore[arg-type]  # refused if there is none
            period_end=_day(report.get("periodEnd")),  # type: ignore[arg-type]
            retrieved_at=date.today(),
            read_by=NOBODY,
            exceptions_noted=False,
            arn=report.get("arn", ""),
            series=series,
            category=category,
            # AWS asks for no agreement where the acceptance passes through; otherwise a person has to have given it.
            terms_accepted=report.get("acceptanceType") == "PASSTHROUGH",
        )
    except ValidationError as error:
        columns = ", ".join(str(each["loc"][0]) for each in error.errors() if each["loc"])
        return None, f"AWS Artifact gives no usable {columns or 'period'}; enter it by hand"
    return row, ""


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _append(path: Path, rows: list[AwsReport]) -> None:
    """Append rows in the form that the file has, in one step; lines that are there stay byte for byte.

    Only where the file leaves columns out, which its reader allows, its lines get the cells that these mean.
    """
    with writing(path, "Nothing was changed."):
        before = path.read_bytes() if path.exists() else codecs.BOM_UTF8  # which tells a spreadsheet the encoding
        mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
        text = before.removeprefix(mark).decode("utf-8")
        newline = "\r\n" if "\r\n" in text else "\n"
        if next(csv.reader(io.StringIO(text, newline="")), []) != list(COLUMNS):
            said = [cells for _, cells in read_rows(path, list(COLUMNS), OPTIONAL)] if text else []
            full = [[line.get(column, _cell(about.default)) for column, about in COLUMNS.items()] for line in said]
            text = _csv([COLUMNS, *full], newline)
        elif not text.endswith("\n"):
            text += newline
        text += _csv([map(_cell, row.model_dump().values()) for row in rows], newline)
        put(path, mark + text.encode("utf-8"))


def _csv(lines: Iterable[Iterable[str]], newline: str) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator=newline).writerows([map(protected, cells) for cells in lines])
    return file.getvalue()


def _cell(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _one_line(words: object) -> str:
    return " ".join(str(words).split())
