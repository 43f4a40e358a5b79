"""What each party does for a layer is written for every service model under which its owner may change."""

import pandas as pd

from toolkit.asked import framework_ids
from toolkit.frameworks import read_framework
from toolkit.gaps.parts import ORGANISATION, parts, written
from toolkit.responsibility import SERVICE_MODELS, layers

ALL = pd.DataFrame({"service_model": list(SERVICE_MODELS), "title": list(SERVICE_MODELS.values())}).assign(
    in_use=True, basis="observed", resources=1, services=""
)


def answers():
    frame = layers()
    run = frame[frame["service_model"].ne(ORGANISATION) & frame["party"].ne("not_applicable")]
    return run[run.groupby("layer")["party"].transform("nunique").gt(1)]


def test_parts_are_written_for_every_layer_that_moves_under_each_model_that_has_it():
    said = written()[["layer", "service_model"]].values.tolist()

    assert said == answers()[["layer", "service_model"]].values.tolist()


def test_each_party_that_answers_has_its_part_and_the_other_has_none():
    joined = answers().merge(written(), on=["layer", "service_model"])

    assert joined["aws_part"].ne("").tolist() == joined["party"].isin(["aws", "shared"]).tolist()
    assert joined["customer_part"].ne("").tolist() == joined["party"].isin(["customer", "shared"]).tolist()
    texts = pd.concat([joined["aws_part"], joined["customer_part"]])
    assert texts[texts.ne("")].str.fullmatch(r"[A-Z].+\.").all()


def test_every_control_with_a_layer_that_moves_has_its_parts_by_model():
    moving = set(answers()["layer"])
    for framework_id in framework_ids():
        controls = read_framework(framework_id).controls
        mine = controls[[not moving.isdisjoint(said.split()) for said in controls["layers"]]]
        rows = parts(mine, ALL).query("moves")

        assert set(rows["control_id"]) == set(mine["control_id"])
        assert (rows["aws_part"] + rows["customer_part"]).ne("").all()
