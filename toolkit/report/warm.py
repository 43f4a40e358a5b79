"""A warm process: it has imported everything and holds each assessment, and forks a child for each report.

It has one thread, since a fork copies no other: whatever may start threads (reading files, an audit, a kernel) is done
in a child. It ends, and its children with it, when the process that gives the orders does.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any

import pandas as pd

from toolkit.assessment import Assessment
from toolkit.errors import ToolkitError
from toolkit.gaps.opened import hold
from toolkit.report.kernel import Kernel
from toolkit.report.opening import assess_for, assessment_of, opened, scope_of
from toolkit.show.enclosure import enclose

Order = tuple[Mapping[str, Any], str]  # a notebook's parameters, and the assessment that they mean, or its place
ENDED = {"error": ["ReportError", "The process that opens the audit ended: it was killed, or out of memory."]}
CANNOT_GO_ON = 1

estates: dict[str, Assessment] = {}  # by what the parameters say that a verdict hangs on
children: set[int] = set()
waiting: dict[int, IO[bytes]] = {}  # children that are to become kernels, each with the pipe that it waits on
ours: dict[str, IO[bytes]] = {}


def main(_arguments: Sequence[str]) -> None:
    """Carry out orders, one JSON object a line, until there are no more; answer each with one."""
    answers = ours["answers"] = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    with open(os.devnull, "r+b") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())  # what code prints is no answer
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    try:
        for line in sys.stdin.buffer:
            order, argument = json.loads(line)
            answers.write(json.dumps(ORDERS[order](argument)).encode() + b"\n")
            answers.flush()
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for pid in children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _open(order: tuple[Mapping[str, Any] | None, str]) -> dict[str, Any]:
    """Have a child open an audit, if there is one, and wait until it is to be a kernel."""
    values, path = order
    if values is None:
        return _forked(lambda: None, stays=True)
    return _held(values, path) or _forked(lambda: _audit(values, path), stays=True)


def _assess(order: Order) -> dict[str, Any]:
    """Have a child assess an inventory: what that needs of memory ends with it."""
    return _forked(lambda: assess_for(*order))


def _about(order: Order) -> dict[str, Any]:
    """Have a child say what `wb.enclose` says."""
    values, path = order
    return _held(values, path) or _forked(lambda: dict(enclose(opened(values, estates[_basis(values, path)])).about))


def _run(order: tuple[int, Sequence[str]]) -> dict[str, Any]:
    """Let a child become a kernel."""
    pid, arguments = order
    with waiting.pop(pid) as pipe:
        pipe.write(json.dumps(arguments).encode())
    return {"value": None}


def _poll(pid: int) -> dict[str, Any]:
    """Say how a child ended; nothing while it is alive."""
    found, status = os.waitpid(pid, os.WNOHANG) if pid in children else (0, 0)
    if not found:
        return {"value": None}
    children.discard(pid)
    return {"value": os.waitstatus_to_exitcode(status)}


ORDERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "assess": _assess,
    "open": _open,
    "about": _about,
    "run": _run,
    "poll": _poll,
}


def _held(values: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Read the assessment of some parameters, once, with what every audit of it needs."""
    basis = _basis(values, path)
    if basis in estates:
        return {}
    answer = _forked(lambda: _estate(values, path))
    if "value" in answer:
        estates[basis] = answer["value"]
        gc.freeze()  # so that the children share it
    return {} if "value" in answer else answer


def _basis(values: Mapping[str, Any], path: str) -> str:
    return repr([path, *(values.get(name) for name in ("engagement", "allow_code"))])


def _estate(values: Mapping[str, Any], path: str) -> Assessment:
    assessment = assessment_of(values, path)
    audit = opened(values, assessment)
    assert audit.observations is not None and audit.models is not None
    return assessment


def _audit(values: Mapping[str, Any], path: str) -> None:
    audit = opened(values, estates[_basis(values, path)])
    hold(audit, values["framework_id"], values["inventory"], **scope_of(values))


def _forked(make: Callable[[], Any], stays: bool = False) -> dict[str, Any]:
    """Return what a child makes, or what it refuses; one that stays is named and waits for its order."""
    (answer, into), (order, orders) = os.pipe(), os.pipe()
    pid = os.fork()
    if not pid:
        os.close(answer)
        os.close(orders)
        _child(make, os.fdopen(into, "wb"), os.fdopen(order, "rb"), stays)
    os.close(into)
    os.close(order)
    children.add(pid)
    with os.fdopen(answer, "rb") as pipe:
        said = pipe.peek(1)
        told: dict[str, Any] = pickle.load(pipe) if said else ENDED
    if stays and "value" in told:
        waiting[pid] = os.fdopen(orders, "wb")
        return {"value": pid}
    os.close(orders)
    os.waitpid(pid, 0)
    children.discard(pid)
    return told


def _child(make: Callable[[], Any], answer: IO[bytes], order: IO[bytes], stays: bool) -> None:
    """Do a child's work; it returns never."""
    try:
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for pipe in (*waiting.values(), *ours.values()):
            pipe.close()
        with answer:
            try:
                pickle.dump({"value": make()}, answer, protocol=5)
            except ToolkitError as error:
                pickle.dump({"error": [type(error).__name__, str(error)]}, answer)
                stays = False
        if stays and (arguments := order.read()):
            _become_kernel(json.loads(arguments))
        os._exit(0)
    except BaseException:
        traceback.print_exc()
    os._exit(CANNOT_GO_ON)


def _become_kernel(arguments: Sequence[str]) -> None:
    with open(os.devnull, "r+b") as nowhere:
        for number in range(3):  # what a kernel says beside its channels nobody reads
            os.dup2(nowhere.fileno(), number)
    pd.set_option("display.max_columns", 20)  # as pandas has it where a notebook imports it
    Kernel.launch_instance([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
