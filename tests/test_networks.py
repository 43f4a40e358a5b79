import pytest

from toolkit.networks import holds_internet


@pytest.mark.parametrize(
    "ranges",
    [
        ["0.0.0.0/0"],
        ["0.0.0.0/7"],
        ["10.0.0.0/7"],
        ["203.0.113.0/24", "0.0.0.0/0"],
        ["0.0.0.0/1", "128.0.0.0/1"],
        ["4.0.0.0/8", "5.0.0.0/8"],
        ["4.0.0.0/8", "203.0.113.7"],
        ["1.0.0.0/9", "3.0.0.0/9", "5.0.0.0/9"],
        [f"{first}.{second}.0.0/16" for first in (3, 5) for second in range(129)],
        ["::/0"],
        ["2000::/3"],
        ["2a00::/12"],
        ["2a00::/15"],
        ["2a00::/17", "2a00:8000::/17", "2a02::/17"],
        ["::ffff:0:0/96"],
        ["::ffff:0.0.0.0/97", "128.0.0.0/1"],
        ["2002::/16"],
        ["2002:8000::/17", "64:ff9b::/97"],
        ["224.0.0.0/3"],
        ["0.0.0.0/0", "elsewhere"],
    ],
)
def test_the_internet(ranges):
    assert holds_internet(ranges) is True


@pytest.mark.parametrize(
    "ranges",
    [
        [],
        ["4.0.0.0/8"],
        ["4.0.0.0/9", "4.128.0.0/9"],
        ["4.0.0.0/8", "4.0.0.0/8", "4.5.0.0/16"],
        ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "203.0.113.0/24"],
        ["203.0.113.7", "2001:db8::1"],
        ["2a00::/16"],
        ["fd00::/8"],
        ["::ffff:203.0.113.0/120"],
    ],
)
def test_not_the_internet(ranges):
    assert holds_internet(ranges) is False


@pytest.mark.parametrize("ranges", [["elsewhere"], ["10.0.0.0/33"], ["203.0.113.0/24", ""]])
def test_what_is_no_range_is_unknown(ranges):
    assert holds_internet(ranges) is None
