"""What every check found in an inventory, sealed: made once, and read by every audit."""

from toolkit.assessment.assessment import Assessment, check_same_parameters, read_assessment
from toolkit.assessment.files import check_out, write_assessment
from toolkit.assessment.making import make_assessment

__all__ = [
    "Assessment",
    "check_out",
    "check_same_parameters",
    "make_assessment",
    "read_assessment",
    "write_assessment",
]
