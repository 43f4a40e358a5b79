import pytest

from tests.inventories import rows
from toolkit.views import VIEWS


@pytest.mark.parametrize(
    ("scan_type", "pushed", "continuous", "own", "scanned"),
    [
        ("BASIC", "", "", True, True),
        ("BASIC", "", "", False, False),
        ("BASIC", "*", "", False, True),
        ("BASIC", "prod-*", "", True, False),  # the rules of the registry decide
        ("ENHANCED", "", "", True, False),
        ("enhanced", "", "team/*", False, True),
        ("ENHANCED", "shop", "", False, True),  # without a wildcard: every name that holds it
        ("ENHANCED", "shop*", "", False, False),
        ("ENHANCED", "team/sh.p", "", False, False),
        ("ENHANCED", None, "*", False, "?"),
        (None, "", "", True, "?"),
    ],
)
def test_what_is_scanned_when_it_is_pushed(scan_type, pushed, continuous, own, scanned):
    frame = VIEWS["ecr_repository_scanning"].build(
        rows("ecr_repository", name=["team/shop"], scan_on_push=[own]),
        rows("ecr_registry", scan_type=[scan_type], push_filters=[pushed], continuous_filters=[continuous]),
    )
    assert frame["scanned"].astype("object").fillna("?").tolist() == [scanned]


IMAGE, INDEX = "application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json"


def latest(*images):
    names = ("repository", "pushed_at", "media_type", "subject_digest")
    columns = dict(zip(names, map(list, zip(*images, strict=True)), strict=True))
    return VIEWS["ecr_image_latest"].build(rows("ecr_image", **columns))["latest"].astype("object").fillna("?").tolist()


def test_the_latest_images_of_each_repository():
    assert latest(
        ("a", "2026-11-01T10:00:00Z", IMAGE, "none"),
        ("a", "2026-11-02T10:00:00Z", IMAGE, "none"),
        ("a", "2026-11-02T10:20:00Z", IMAGE, "none"),  # of the same build, for another platform
        ("a", "2026-11-02T10:21:00Z", INDEX, "none"),
        ("a", "2026-11-03T10:00:00Z", IMAGE, "sha256:1"),  # a signature
        ("b", "2020-11-01T10:00:00Z", IMAGE, "none"),
        ("b", None, IMAGE, "none"),
    ) == [False, True, True, False, False, True, "?"]


def test_the_manifest_lists_of_docker_are_no_images():
    listed = "application/vnd.docker.distribution.manifest.list.v2+json"
    assert latest(("a", "2026-11-02T10:00:00Z", listed, "none"), ("a", "2026-11-01T10:00:00Z", IMAGE, "none")) == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("status", "scanned", "since"),
    [
        ("COMPLETE", "2026-11-20T09:00:00Z", 4),
        ("complete", None, "?"),
        ("ACTIVE", None, -1),
        ("none", None, -1),
        ("FAILED", "2026-11-20T09:00:00Z", -1),
        (None, "2026-11-20T09:00:00Z", 4),
        (None, None, "?"),
    ],
)
def test_how_long_ago_an_image_was_scanned(status, scanned, since):
    images = rows("ecr_image", scan_status=[status], scanned_at=[scanned], observed_at=["2026-11-24T09:00:00Z"])
    frame = VIEWS["ecr_image_latest"].build(images)
    assert frame["scan_days"].astype("object").fillna("?").tolist() == [since]
