"""Published pairs: of no pair does AWS answer alone for one side and the customer alone for the other."""

import pandas as pd

from toolkit.asked import framework_ids
from toolkit.crosswalks import relations
from toolkit.frameworks import read_framework
from toolkit.responsibility import SERVICE_MODELS, responsibility


def test_no_pair_has_parties_that_clash():
    splits = []
    for name in framework_ids():
        split = responsibility(read_framework(name).controls, SERVICE_MODELS)
        splits.append(split.assign(framework_id=name).set_index(["framework_id", "control_id"])["responsibility"])
    party = pd.concat(splits).to_dict()
    clash = [
        (pair.from_framework, pair.from_id, pair.to_framework, pair.to_id)
        for pair in relations().itertuples()
        if party.get((pair.from_framework, pair.from_id)) == "aws"
        and party.get((pair.to_framework, pair.to_id)) == "customer"
    ]

    assert clash == []


def test_what_binds_the_premises_of_the_organization_is_nobody_elses_alone():
    """Of rooms, equipment and media only what is said of the hardware of the system itself is AWS's alone."""
    for name in framework_ids():
        controls = read_framework(name).controls
        split = responsibility(controls, SERVICE_MODELS).set_index("control_id")["responsibility"]
        own = controls[controls["layers"].str.contains("own_premises")]

        assert not split[own["control_id"]].eq("aws").any()
        assert own["customer_part"].ne("").all(), name
        alone = controls[split.eq("aws").to_numpy()]
        assert not alone["layers"].str.contains("facilities|physical_network").any(), name
