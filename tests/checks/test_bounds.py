"""Where a check compares, its truth table has a row on the bound itself: `<` for `<=` changes a verdict."""

import ast
import inspect
import textwrap
from dataclasses import replace

import pytest

from tests.checks.test_declarations import example_frame, examples, verdicts
from toolkit.checks import CHECKS

OTHER = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
METHODS = {"lt": "le", "le": "lt", "gt": "ge", "ge": "gt"}


def source_of(check):
    """The check's function as a tree, without its decorator."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(check.passes)))
    tree.body[0].decorator_list = []
    return tree


def bounds(tree):
    """Each place where a function compares by order: the node, what to change of it, and to what."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in OTHER:
            yield node, "ops", [OTHER[type(node.ops[0])]()]
        elif isinstance(node, ast.Attribute) and node.attr in METHODS:
            yield node, "attr", METHODS[node.attr]


COMPARING = [(c, place) for c in CHECKS.values() for place, _ in enumerate(bounds(source_of(c)))]


def test_there_are_checks_that_compare():
    assert {"iam_password_policy_reuse_prevented", "iam_access_key_rotated"} <= {check.name for check, _ in COMPARING}


@pytest.mark.parametrize(("check", "place"), COMPARING, ids=lambda value: getattr(value, "name", value))
def test_examples_stand_on_each_bound(check, place):
    tree = source_of(check)
    node, part, other = list(bounds(tree))[place]
    setattr(node, part, other)
    made = {}
    exec(compile(tree, check.name, "exec"), check.passes.__globals__, made)
    changed = replace(check, passes=made[tree.body[0].name])

    assert verdicts(changed, example_frame(check)) != examples(check)["verdict"].tolist(), ast.unparse(node)
