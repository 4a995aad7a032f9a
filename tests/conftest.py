"""What tests need beyond Python, and how much of the widest matrices is run.

A test that needs a program is skipped where it is missing, or fails where all are demanded. Of a matrix over all versions,
faults or languages a part stands for the rest, so that `make test` stays short; `make test-whole` runs all of it.
"""

import os
import shutil
import signal

import pytest

import cartcheck.mock.app
from cartcheck.mock.options import MockOptions
from cartcheck.mock.store import Store

_BINARIES = {"chromium": ("chromium", "chromium-browser", "google-chrome")}


# Where the suite is started in the background of a shell without job control, SIGINT is ignored, by all that it starts too;
# programs that tests interrupt would not hear of it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _is_there(program: str) -> bool:
    return any(shutil.which(name) for name in _BINARIES.get(program, (program,)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = [p for marker in item.iter_markers("needs") for p in marker.args if not _is_there(p)]
    if not missing:
        return
    if os.environ.get("CARTCHECK_REQUIRE_ALL") == "1":
        pytest.fail(f"CARTCHECK_REQUIRE_ALL=1, but {', '.join(missing)} is not installed", pytrace=False)
    pytest.skip(f"needs {', '.join(missing)}, which is not installed here")


@pytest.fixture
def stores(monkeypatch: pytest.MonkeyPatch) -> list[Store]:
    """The stores of the mocks that a test runs in this process, in the order they were made."""
    made: list[Store] = []

    def remembered(options: MockOptions) -> Store:
        made.append(Store(options))
        return made[-1]

    monkeypatch.setattr(cartcheck.mock.app, "Store", remembered)
    return made


# Of each file, the words of which one has to stand among a test's parameters for it to be run every time.
_MATRICES = {
    "mock/test_every_fault.py": ("3.0.5.1", "a_tour", "a_scope"),
    "checks/test_both_directions.py": ("-1]", "healthy", "words", "by_get"),
    "checks/test_diagnosis.py": (
        *("healthy", "closed", "table", "check", "sessions-not-kept", "2.2.0.0", "4.1.0.4"),
        *("3.0.5.1 faults", "4.0.1.1", "documented", "time-zone"),
    ),
    "checks/test_languages.py": ("2.3.0.2", "3.0.5.1", "4.1.0.4", "findings"),
    "comparison/test_faults.py": ("every_fault", "went", "cart", "login", "json", "notice", "refus"),
    "comparison/test_same_store.py": ("[1]", "[4]", "[8]", "bounds", "always", "nothing"),
    "cli/test_asking_again.py": ("3.0.5.1", "other", "only", "words", "leave", "stays", "wrong"),
    "contract/test_by_hand.py": ("2.3.0.2", "3.0.5.1", "4.1.0.4", "order"),
    "contract/test_faults_by_generation.py": ("4.0.2.3", "4.1.0.4"),
    "contract/test_order_life.py": ("3.0.5.1", "4.1.0.4", "documented", "leave", "a_", "the_", "no_"),
    "contract/test_generations.py": (
        "2.3.0.2",
        "4.1.0.4",
        "reason",
        "put_away",
        "shop",
        "faults",
        "messages",
    ),
    "contract/test_seeded_faults.py": (
        *("null-for-text", "cart-as-text", "status-of", "option-not", "amount-not", "points-not"),
        *("nothing_is_found", "signature", "one_run", "without_a_product"),
    ),
    "contract/test_settings.py": (
        *("3.0.5.1 downloads", "3.0.5.1 free", "3.0.5.1 minimum", "4.0.2.3 one piece"),
        *("4.0.2.3 minimum of 5]", "4.1.0.4 downloads", "4.1.0.4 one piece"),
        *("downloads-3.0.5.1", "minimum of 5-3.0.5.1", "limits_are", "no_limits"),
        *("refuses", "anything_is_still_found[3.0", "anything_is_still_found[4.1.0.4-d", "loses"),
    ),
    "contract/test_trials.py": (
        "3.0.5.1",
        "fault",
        "leave",
        "words",
        "budget",
        "interrupt",
        "login",
        "cases",
        "no_limit",
        "told_as_text",
    ),
    "cli/test_stopping.py": ("[15-3", "second"),
    "house/test_hostile_sizes.py": ("body", "exchange"),
    "engine/test_not_reached.py": ("3.0.5.1", "4.1.0.4", "reason"),
    "exploration/test_recording.py": (
        "3.0.5.1",
        "leave",
        "told",
        "examined",
        "refused",
        "names_the_store",
        *("store_s_words", "asked_before", "cut_short", "go_on"),
    ),
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("CARTCHECK_WHOLE") == "1":
        return
    run: dict[bool, list[pytest.Item]] = {True: [], False: []}
    for item in items:
        run[_stands_for_the_rest(item)].append(item)
    config.hook.pytest_deselected(items=run[False])
    items[:] = run[True]


def _stands_for_the_rest(item: pytest.Item) -> bool:
    words = next((kept for name, kept in _MATRICES.items() if item.path.as_posix().endswith(name)), None)
    return words is None or any(word in item.name for word in words)
