"""Every finding there is, gathered from the modules in checks/: a finding is in the catalogue by being there."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from typing import TYPE_CHECKING

from cartcheck.errors import UsageError
from cartcheck.findings.finding_type import FindingType
from cartcheck.paths import checks_dir

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


@cache
def catalogue() -> dict[str, FindingType]:
    """The finding types by id."""
    return {identifier: kind for identifier, (_, kind) in sorted(_by_id().items())}


def subject_of(finding_id: str) -> str:
    """The subject under which a report shows the checks that find it."""
    subject, _ = _by_id()[finding_id]
    return subject


@cache
def _by_id() -> dict[str, tuple[str, FindingType]]:
    """Each finding type with the subject of its checks."""
    return {
        kind.id: (path.stem.removeprefix("test_").replace("_", " "), kind)
        for path in sorted(checks_dir().glob("test_*.py"))
        for kind in vars(_load(path)).values()
        if isinstance(kind, FindingType)
    }


def _load(path: Path) -> ModuleType:
    name = f"cartcheck_checks.{path.stem}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def find(finding_id: str) -> FindingType:
    """The finding type of that id, or UsageError naming the nearest ids."""
    known = catalogue()
    if finding_id in known:
        return known[finding_id]
    from difflib import get_close_matches  # only when somebody mistyped

    near = get_close_matches(finding_id, known, n=3)
    hint = f"Did you mean {', '.join(near)}?" if near else "`cartcheck list` prints them all."
    raise UsageError(f"There is no finding {finding_id!r}.", hint)
