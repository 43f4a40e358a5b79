"""The human side: an engagement folder with owners, attestations, exceptions, AWS reports and scope decisions."""

from toolkit.register.begin import begin_engagement
from toolkit.register.evidence import attach
from toolkit.register.read import Register, read_register
from toolkit.register.rows import FILES, NOBODY, AwsReport, Engagement
from toolkit.register.selectors import REGION, parted, wildcards

__all__ = [
    "FILES",
    "NOBODY",
    "REGION",
    "AwsReport",
    "Engagement",
    "Register",
    "attach",
    "begin_engagement",
    "parted",
    "read_register",
    "wildcards",
]
