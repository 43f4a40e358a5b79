"""Findings joined with responsibility and the register: the gap analysis."""

from toolkit.gaps.analysis import gap_analysis, summary
from toolkit.gaps.audit import Audit, files_of_gaps, open_audit, write_gaps, write_observations
from toolkit.gaps.exceptions import with_waivers
from toolkit.gaps.findings import failing, findings

__all__ = [
    "Audit",
    "failing",
    "files_of_gaps",
    "findings",
    "gap_analysis",
    "open_audit",
    "summary",
    "with_waivers",
    "write_gaps",
    "write_observations",
]
