"""Views of Amazon EC2 launch templates: what they leave to the defaults of the Region."""

from __future__ import annotations

import pandas as pd

from toolkit.model import PLACE, view

DEFAULTS = ["imds_endpoint", "imds_tokens", "encrypts_ebs"]


@view
def ec2_launch_template_defaults(ec2_launch_template: pd.DataFrame, ec2_region: pd.DataFrame) -> pd.DataFrame:
    """Launch templates, each with the defaults of its Region.

    `region_imds_endpoint` and `region_imds_tokens`: those of the metadata service of new instances;
    `region_encrypts_ebs`: new volumes are encrypted.
    """
    defaults = ec2_region[[*PLACE, *DEFAULTS]].rename(columns={name: f"region_{name}" for name in DEFAULTS})
    return ec2_launch_template.merge(defaults, on=PLACE, how="left", validate="many_to_one")
