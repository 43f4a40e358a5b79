"""What a notebook imports, and all that it needs: `from toolkit import workbook as wb`."""

from toolkit.asked import framework_ids
from toolkit.assessment import read_assessment
from toolkit.checks import CHECKS
from toolkit.claims import claims
from toolkit.crosswalks import crosswalk
from toolkit.frameworks import read_framework
from toolkit.inventory import read_inventory
from toolkit.model import check
from toolkit.query import sql
from toolkit.responsibility import layers, services
from toolkit.show.audit import audit
from toolkit.show.trial import try_check
from toolkit.tables import TABLES
from toolkit.views import VIEWS

__all__ = [
    "CHECKS",
    "TABLES",
    "VIEWS",
    "audit",
    "check",
    "claims",
    "crosswalk",
    "framework_ids",
    "layers",
    "read_assessment",
    "read_framework",
    "read_inventory",
    "services",
    "sql",
    "try_check",
]
