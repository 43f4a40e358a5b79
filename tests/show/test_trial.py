"""A check that is tried shows its verdicts at once, changes nothing, and says in a sentence what is wrong with it."""

import pytest

from tests.show import small
from toolkit import workbook as wb
from toolkit.errors import DeclarationError, InventoryError


@pytest.fixture(scope="module")
def audit():
    return small.audit()


def kms_key_turning(rotation_enabled):
    """The key is rotated."""
    return rotation_enabled


def test_a_function_is_a_check_of_the_table_that_it_names(audit):
    tried = wb.try_check(kms_key_turning, audit)

    assert tried.counts == {"pass": 2, "fail": 3, "unknown": 1}
    assert repr(tried).splitlines()[:3] == [
        "Trial of kms_key_turning: 2 pass, 3 fail, 1 unknown",
        "  states      The key is rotated.",
        "  population  6 of 6 rows of kms_key",
    ]
    assert tried.failing["evidence"].tolist() == ["rotation_enabled=False"] * 3
    assert small.HOSTILE in tried.failing["resource_id"].tolist()
    assert small.HOSTILE not in tried._repr_html_()


def test_a_declared_check_has_its_population_and_parameters(audit):
    @wb.check("kms_key", domain="data", severity="high", where="enabled and rotation_enabled")
    def kms_key_in_view(rotation_enabled, *, limit=3):
        """The key is used."""
        return rotation_enabled & (limit > 2)

    tried = wb.try_check(kms_key_in_view, audit)

    assert (tried.counts, tried.rows) == ({"pass": 2, "fail": 0, "unknown": 1}, 6)
    assert repr(tried).splitlines()[2] == "  population  3 of 6 rows of kms_key"


def test_a_trial_says_where_its_table_was_not_observed(audit):
    def logs_group_kept(retention_days):
        """Logs are kept."""
        return retention_days > 0

    assert "0 of 0 rows of logs_group; not observed in 1 accounts and Regions" in repr(
        wb.try_check(logs_group_kept, audit)
    )


def test_nothing_that_is_there_changes(audit):
    before, checks = audit.gaps.copy(), dict(wb.CHECKS)

    wb.try_check(kms_key_turning, audit)

    assert dict(wb.CHECKS) == checks
    again = small.audit()
    assert again.gaps.equals(before)
    assert "kms_key_turning" not in set(again.observations["check_id"])


def kms_key_misspelt(rotation_enable):
    return rotation_enable


def kms_key_raising(rotation_enabled):
    return rotation_enabled + "a"


def kms_key_listing(rotation_enabled):
    return [True]


def kms_key_telling(key_id):
    return key_id


def keys_turning(rotation_enabled):
    return rotation_enabled


def iam_account_alias_named(name):
    return name.notna()


@wb.check("kms_keys", domain="data", severity="high")
def kms_key_elsewhere(rotation_enabled):
    return rotation_enabled


@wb.check("kms_key", domain="data", severity="grave")
def kms_key_weighed(rotation_enabled):
    return rotation_enabled


WRONG = [
    (kms_key_misspelt, "reads 'rotation_enable', which kms_key does not have. Did you mean 'rotation_enabled'"),
    (kms_key_raising, "Check 'kms_key_raising' failed over kms_key: "),
    (kms_key_listing, "it gives list of values, and takes a Series with True or False for each row."),
    (keys_turning, "'keys_turning' names no table that it reads. Call it `<table>_<good property>`"),
    (iam_account_alias_named, "'iam_account_alias' was not collected."),
    (kms_key_elsewhere, "reads 'kms_keys', which is no table or view. Did you mean 'kms_key'"),
    (kms_key_weighed, "has the severity 'grave'. Known: critical, high, low, medium."),
]


@pytest.mark.parametrize(("function", "said"), WRONG)
def test_what_is_wrong_is_one_sentence(audit, function, said):
    with pytest.raises((DeclarationError, InventoryError)) as error:
        wb.try_check(function, audit)

    assert said in str(error.value) and "\n" not in str(error.value)
    assert error.value._render_traceback_() == [f"{type(error.value).__name__}: {error.value}"]
