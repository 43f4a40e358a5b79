"""What a notebook imports, and all that it needs: `from toolkit import workbook as wb`."""

from toolkit.asked import framework_ids
from toolkit.checks import CHECKS
from toolkit.claims import claims, disagreements
from toolkit.crosswalks import crosswalk
from toolkit.frameworks import read_framework
from toolkit.gaps.completeness import completeness
from toolkit.gaps.worklist import aws_report_services, reach, requests
from toolkit.inventory import evidence, read_inventory
from toolkit.responsibility import (
    layers,
    models_in_use,
    responsibility,
    responsibility_change,
    services,
    services_in_use,
)
from toolkit.show.charts import status_by_party, status_by_section
from toolkit.show.completeness import completeness_note, population, where_aws_counts
from toolkit.show.enclosure import enclose
from toolkit.show.injected import audit
from toolkit.show.observed import coverage_note, dates_note, not_observed, scope
from toolkit.show.sections import (
    accepted_failures,
    checks,
    controls,
    evidence_index,
    failing_checks,
    failing_resources,
    key_figures,
    not_concluded,
    responsibilities,
    responsibility_matrix,
    seal,
    service_models,
    states,
)
from toolkit.show.widgets import explore
from toolkit.show.worklist import exceptions, report_services, request_list, traps, widest_fixes
from toolkit.tables import TABLES
from toolkit.views import VIEWS

__all__ = [
    "CHECKS",
    "TABLES",
    "VIEWS",
    "accepted_failures",
    "audit",
    "aws_report_services",
    "checks",
    "claims",
    "completeness",
    "completeness_note",
    "controls",
    "coverage_note",
    "crosswalk",
    "dates_note",
    "disagreements",
    "enclose",
    "evidence",
    "evidence_index",
    "exceptions",
    "explore",
    "failing_checks",
    "failing_resources",
    "framework_ids",
    "key_figures",
    "layers",
    "models_in_use",
    "not_concluded",
    "not_observed",
    "population",
    "reach",
    "read_framework",
    "read_inventory",
    "report_services",
    "request_list",
    "requests",
    "responsibilities",
    "responsibility",
    "responsibility_change",
    "responsibility_matrix",
    "scope",
    "seal",
    "service_models",
    "services",
    "services_in_use",
    "states",
    "status_by_party",
    "status_by_section",
    "traps",
    "where_aws_counts",
    "widest_fixes",
]
