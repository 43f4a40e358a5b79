"""The module of errors begins with all of them, each below the one that it is a kind of."""

import inspect

from toolkit import errors


def test_the_tree_has_every_error_with_its_kind_and_its_exit_code():
    lines = errors.__doc__.splitlines()[2:]
    above, code, told = [], [], {}
    for line in lines:
        name, *about = line.lstrip("│├└─ ").split()
        depth = line.index(name) // 4
        above[depth:], code[depth:] = [name], [int(about[-1])] if "exit code" in line else code[depth - 1 : depth]
        told[name] = (above[depth - 1] if depth else "Exception", code[-1])

    known = {name: kind for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, Exception)}
    assert told == {name: (kind.__bases__[0].__name__, kind.exit_code) for name, kind in known.items()}
