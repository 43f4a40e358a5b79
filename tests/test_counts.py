"""What README and CHANGELOG count is counted here: a number that is not true any more fails with the true one."""

import re
from functools import cache
from pathlib import Path

from toolkit.asked import framework_ids
from toolkit.checks import CHECKS
from toolkit.collect.aggregator import GIVEN
from toolkit.crosswalks import relations
from toolkit.frameworks import read_framework
from toolkit.model import DOMAINS
from toolkit.responsibility import SERVICE_MODELS, layers, responsibility, services
from toolkit.states import STATES
from toolkit.tables import TABLES

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"\| `(?P<id>\w+)` \| (?P<edition>[^|]+) \|(?P<numbers>( [\d,]+ \|){5})")
FRAMEWORK = re.compile(r"`(\w+)` \(([\d,]+)(?: \w+)?\)")
WORDS = {"eight": 8, "nine": 9, "sixteen": 16, "six": 6}
N = rf"(\d[\d,]*|{'|'.join(WORDS)})"


@cache
def counts():
    """Numbers by the words in which the changelog says them."""
    found = services()
    return {
        rf"{N} tables over {N} services": [len(TABLES), len({table.service for table in TABLES.values()})],
        rf"{N} checks over {N} customer domains": [len(CHECKS), len(DOMAINS.keys() - {"resilience", "governance"})],
        rf"mapped to {N} frameworks": [len(framework_ids())],
        rf"{N} AWS services with": [found["service"].nunique()],
        rf"{N} of them visible": [found.loc[found["table"].ne(""), "service"].nunique()],
        rf"{N} layers . {N} service models": [layers()["layer"].nunique(), len(SERVICE_MODELS)],
        rf"Gap analysis with {N} states": [len(STATES)],
        rf"\({N} pairs\)": [len(relations()) // 2],  # each is read in both directions
        rf"AWS Config aggregator gives {N} tables": [len(GIVEN)],
    }


def number(text):
    return WORDS[text.lower()] if text.lower() in WORDS else int(text.replace(",", ""))


def test_what_the_changelog_counts_is_true():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    said = {words: [number(n) for found in re.finditer(words, text) for n in found.groups()] for words in counts()}

    assert said == counts()
    assert {name: number(digits) for name, digits in FRAMEWORK.findall(text)} == {
        name: read_framework(name).assessable for name in framework_ids()
    }


def row(framework_id):
    """The five numbers of a framework: controls, AWS's, shared, the customer's, and the checks that are evidence."""
    framework = read_framework(framework_id)
    split = responsibility(framework.controls, SERVICE_MODELS)["responsibility"].value_counts()
    checks = framework.evidence["check_id"].nunique()
    return [framework.assessable, *(int(split.get(party, 0)) for party in ("aws", "shared", "customer")), checks]


def test_the_table_of_frameworks_is_true():
    rows = ROW.finditer((ROOT / "README.md").read_text(encoding="utf-8"))
    said = {found["id"]: [number(n) for n in re.findall(r"[\d,]+", found["numbers"])] for found in rows}

    assert said == {name: row(name) for name in framework_ids()}
