"""AWS's own audit reports: what AWS Artifact lists, entered into an engagement."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from toolkit.errors import CredentialsError, OutputError, ToolkitError
from toolkit.register import NOBODY, AwsReport, read_register
from toolkit.resources import DATA

REGION = "us-east-1"  # AWS Artifact has no other endpoint
FILE = "aws_reports.csv"


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
        Ids of the reports that were entered, and titles of those of a kind that no control inherits from.

    Raises
    ------
    RegisterError
        The folder is no engagement, or a file of it is malformed; nothing is changed.
    CredentialsError
        AWS accepts no credentials.
    ToolkitError
        AWS refuses the list.
    OutputError
        The file cannot be written.

    """
    known = read_register(engagement).aws_reports
    there = set(zip(known["report_id"], known["version"], strict=True))
    rows, left_out = [], []
    for report in _listed(profile, client):
        kind = kind_of(f"{report.get('name', '')} {report.get('series', '')} {report.get('category', '')}")
        if not kind:
            left_out.append(str(report.get("name", report["id"])))
        elif (report["id"], str(report["version"])) not in there:
            rows.append(_row(report, kind))
    if rows:
        _write(Path(engagement) / FILE, [*known.to_dict("records"), *rows])
    return [row["report_id"] for row in rows], left_out


def kind_of(text: str) -> str:
    """Return the kind of evidence that a report of this name and series is; empty where no control inherits from it."""
    lowered = text.lower()
    return next((kind for pattern, kind in _kinds() if re.search(pattern, lowered)), "")


@cache
def _kinds() -> list[tuple[str, str]]:
    lines = (DATA / "responsibility" / "aws_report_kinds.csv").read_text(encoding="utf-8").splitlines()
    return [(row["pattern"], row["kind"]) for row in csv.DictReader(lines)]


def _listed(profile: str | None, client: Any) -> Iterator[dict[str, Any]]:
    """Yield each published report with what its metadata adds."""
    try:
        client = client or boto3.Session(profile_name=profile).client("artifact", region_name=REGION)
        for page in client.get_paginator("list_reports").paginate():
            for report in page["reports"]:
                if report.get("state", "PUBLISHED") == "PUBLISHED":
                    asked = {"reportId": report["id"], "reportVersion": report["version"]}
                    yield report | client.get_report_metadata(**asked)["reportDetails"]
    except ClientError as error:
        about = error.response["Error"]
        if "Token" in about.get("Code", "") or "Credential" in about.get("Code", ""):
            raise CredentialsError(f"AWS accepts no credentials here ({about.get('Code')}). Sign in again.") from None
        raise ToolkitError(
            f"AWS Artifact refuses ({about.get('Code')}: {about.get('Message')}). It needs artifact:ListReports and "
            "artifact:GetReportMetadata. Nothing was changed."
        ) from None
    except BotoCoreError as error:
        raise CredentialsError(f"AWS Artifact cannot be asked ({error}). Nothing was changed.") from None


def _row(report: dict[str, Any], kind: str) -> dict[str, Any]:
    start, end = _day(report.get("periodStart")), _day(report.get("periodEnd"))
    return {
        "report_id": report["id"],
        "kind": kind,
        "title": report["name"],
        "version": str(report["version"]),
        "period_start": start or end or date.today(),
        "period_end": end or start or date.today(),
        "retrieved_at": date.today(),
        "read_by": NOBODY,
        "exceptions_noted": False,
        "arn": report.get("arn", ""),
        "series": report.get("series", ""),
        "category": report.get("category", ""),
        "services": "",
        "regions": "",
        # AWS asks for no agreement where the acceptance passes through; otherwise a person has to have given it.
        "terms_accepted": report.get("acceptanceType") == "PASSTHROUGH",
    }


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(AwsReport.model_fields), lineterminator="\n")
            writer.writeheader()
            writer.writerows({k: str(v).lower() if isinstance(v, bool) else v for k, v in row.items()} for row in rows)
        os.replace(new, path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror}). Nothing was changed.") from None
