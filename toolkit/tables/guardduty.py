"""Amazon GuardDuty."""

from __future__ import annotations

from datetime import datetime

from toolkit.model import column, detail, table


@table(
    "guardduty:list_detectors",
    resource_type="AWS::GuardDuty::Detector",
    key="""DetectorIds[0] && join('', ['arn:', here.partition, ':guardduty:', here.region, ':', here.account_id,
        ':detector/', DetectorIds[0]]) || here.region""",
    one=True,
)
class guardduty_detector:
    """The detector of each Region, also where there is none."""

    detector = detail("get_detector", DetectorId="DetectorIds[0]")
    administrator = detail("get_administrator_account", DetectorId="DetectorIds[0]")
    # An administrator account is shown the findings of its members too: those are counted with the members.
    findings = detail(
        "list_findings",
        DetectorId="DetectorIds[0]",
        FindingCriteria="""{Criterion: {severity: {GreaterThanOrEqual: `7`}, "service.archived": {Equals: ['false']},
            accountId: {Equals: [here.account_id]}}}""",
    )

    created_at: datetime = column("detector.CreatedAt", "When GuardDuty was first enabled in the Region.")
    status: str = column("detector.Status", "`ENABLED`, `DISABLED` (suspended) or `off` (no detector).", absent="off")
    enabled: bool = column(
        "among(detector.Status, ['enabled'], ['disabled'])",
        "There is a detector and it is not suspended.",
        absent=False,
    )
    features: str = column(
        "join(' ', sort(detector.Features[?Status == 'ENABLED'].Name))",
        "Sources and protection plans that are on; none if empty.",
        absent="",
    )
    features_off: str = column(
        "join(' ', sort(detector.Features[?Status == 'DISABLED'].Name))",
        "Those that the Region offers and that are off; none if empty.",
        absent="",
    )
    publishing_frequency: str = column(
        "detector.FindingPublishingFrequency", "How often it publishes updates of findings, or `off`.", absent="off"
    )
    administrator_account_id: str = column(
        "administrator.Administrator.AccountId",
        "GuardDuty administrator account, or `none`: alone, without detector, or the administrator itself.",
        absent="none",
    )
    administrator_status: str = column(
        "administrator.Administrator.RelationshipStatus",
        "State of the relationship with that account, such as `Enabled`, or `none`.",
        absent="none",
    )
    high_findings: int = column(
        "length(findings.FindingIds)",
        "Findings of the account with severity high or critical (7 and above) that are not archived.",
        absent=0,
    )
    tags: str = column("tags_json(detector.Tags)", "Tags as JSON.", absent="{}")
