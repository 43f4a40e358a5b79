import json

import pandas as pd

from toolkit.tables import TABLES
from toolkit.views import VIEWS


def test_key_policy():
    anyone = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"}
    owner = anyone | {"Principal": {"AWS": "arn:aws:iam::111111111111:root"}}
    frame = TABLES["kms_key"].empty().reindex(range(3))
    frame["statements_json"] = pd.array([json.dumps([owner, anyone]), json.dumps([owner]), None], dtype="string")
    seen = VIEWS["kms_key_policy"].build(frame)["admits_anyone"]
    assert seen.astype("object").fillna("?").tolist() == [True, False, "?"]
