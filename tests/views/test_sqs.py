from tests.inventories import rows
from toolkit.views import VIEWS


def redrive(**columns):
    frame = VIEWS["sqs_queue_redrive"].build(rows("sqs_queue", **columns))
    return frame[["dead_letters_arrive", "takes_dead_letters"]].astype("object").fillna("?").values.tolist()


def test_dead_letters_arrive_where_their_queue_exists():
    seen = redrive(resource_id=["a", "b", "c", "d"], dead_letter_arn=["b", "none", "gone", None])
    assert seen == [[True, False], [False, True], [False, False], ["?", False]]


def test_a_queue_takes_no_dead_letters_of_its_own():
    assert redrive(resource_id=["a"], dead_letter_arn=["a"]) == [[True, False]]
