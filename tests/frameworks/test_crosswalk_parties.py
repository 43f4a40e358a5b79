"""Published pairs of which AWS answers for one side and the customer alone for the other: each has a reason."""

import pandas as pd

from toolkit.asked import framework_ids
from toolkit.crosswalks import relations
from toolkit.frameworks import read_framework
from toolkit.responsibility import SERVICE_MODELS, responsibility

# By the control that is the customer's. The other side is about media, devices and buildings of a system that runs at
# AWS; what it is paired with binds the organization's own, or what it agrees with others.
WHY = {
    ("hipaa_security", "164.308(a)(3)(i)"): "The workforce, and what it may see, are the entity's own.",
    ("hipaa_security", "164.310(b)"): "The workstations are those of the entity's own staff.",
    ("hipaa_security", "164.310(c)"): "The workstations are those of the entity's own staff.",
    ("hipaa_security", "164.316(b)(1)"): "The entity documents what it does itself.",
    ("iso_27001_2022", "A.5.10"): "Rules of use are the organization's, for whatever holds its information.",
    ("iso_27001_2022", "A.5.13"): "Labels follow the organization's own classification.",
    ("iso_27001_2022", "A.5.15"): "Who may enter is decided by a policy of the organization's own.",
    ("iso_27001_2022", "A.5.22"): "AWS is the supplier that is reviewed.",
    ("iso_27001_2022", "A.7.7"): "The desks and screens are the organization's own.",
    ("iso_27001_2022", "A.7.9"): "Assets off the premises are the organization's own.",
    ("iso_27001_2022", "A.8.12"): "What leaves the systems is settled by the customer's configuration.",
    ("nist_csf_2", "GV.SC-05"): "Terms are put into the contracts that the organization signs.",
    ("pci_dss_4_0_1", "9.5.1.1"): "Card readers stand at the merchant's points of sale.",
    ("pci_dss_4_0_1", "9.5.1.2"): "Card readers stand at the merchant's points of sale.",
}
PAIRS = 38


def test_each_pair_whose_parties_clash_has_a_reason():
    splits = []
    for name in framework_ids():
        split = responsibility(read_framework(name).controls, SERVICE_MODELS)
        splits.append(split.assign(framework_id=name).set_index(["framework_id", "control_id"])["responsibility"])
    party = pd.concat(splits).to_dict()
    clash = [
        (pair.to_framework, pair.to_id)
        for pair in relations().itertuples()
        if party.get((pair.from_framework, pair.from_id)) == "aws"
        and party.get((pair.to_framework, pair.to_id)) == "customer"
    ]

    assert set(clash) == set(WHY)
    assert len(clash) == PAIRS
