"""The arrow of the house, target → transport → dialect → probe → observation → finding → report, is kept."""

import ast
from pathlib import Path

import pytest

import cartcheck

PACKAGE = Path(cartcheck.__file__).parent

# What each part may import besides itself; everybody may import errors, paths, release and the package itself.
MAY_IMPORT = {
    "target": {"needs"},
    "transport": {"target", "php"},
    "handed": {"transport", "target", "php"},
    "dialects": {"handed", "target", "transport", "php"},
    "observations": {"dialects", "transport", "target"},
    "claims": set(),
    "needs": {"claims"},
    "probes": {"claims", "needs", "handed", "observations", "dialects", "transport", "target"},
    "findings": set(),
    "reports": {"claims", "needs", "comparison", "findings", "transport"},
    "php": set(),
    "mock": {"php"},
    "contract": {"findings", "probes", "observations", "dialects", "transport", "target", "php"},
    "own": {"contract", "probes", "dialects", "transport", "target", "php"},
    "exploration": {"contract", "probes", "observations", "dialects", "transport", "target", "php"},
    "acceptances": set(),
    "comparison": {"acceptances", "dialects", "transport", "php"},
    "engine": {
        "pytest_plugin",
        "acceptances",
        "contract",
        "own",
        "reports",
        "claims",
        "needs",
        "findings",
        "probes",
        "observations",
        "dialects",
        "handed",
        "transport",
        "target",
    },
    "pytest_plugin": {"engine", "findings", "probes"},
    "cli": {
        "exploration",
        "acceptances",
        "comparison",
        "handed",
        "needs",
        "engine",
        "reports",
        "findings",
        "probes",
        "mock",
        "contract",
        "own",
        "dialects",
        "transport",
        "target",
    },
    "__main__": {"cli"},
    "errors": set(),
    "paths": set(),
    "release": set(),
    "whole_file": set(),
}
ANYBODY = {"errors", "paths", "release", "whole_file", "__init__"}


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        found |= {name.split(".")[1] for name in names if name.startswith("cartcheck.")}
    return found


def _part(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


SOURCES = [
    path for path in sorted(PACKAGE.rglob("*.py")) if path.name != "__init__.py" or path.parent != PACKAGE
]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nobody_walks_against_the_arrow(path: Path) -> None:
    part = _part(path)
    assert _imported(path) - {part} - ANYBODY <= MAY_IMPORT[part]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_the_transport_opens_sockets(path: Path) -> None:
    if _part(path) in {"transport", "mock"}:  # the mock listens, it does not ask
        return
    text = path.read_text("utf-8")
    imports = {name.split(".")[0] for node in ast.walk(ast.parse(text)) for name in _names(node)}
    assert not imports & {"requests", "urllib3", "socket", "http", "httpx", "ssl"}


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
