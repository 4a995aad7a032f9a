"""One watch for many requests: each has its own time, and only the late one is cut."""

import threading
import time

from cartcheck.transport.wire import Deadline

SECONDS = 0.8  # so much that a busy machine does not make a block late


def test_each_block_has_the_whole_time() -> None:
    cuts: list[float] = []
    deadline = Deadline(SECONDS, lambda: cuts.append(time.monotonic()))
    for _ in range(4):  # together longer than one may take
        with deadline:
            time.sleep(SECONDS / 2)
        assert not deadline.passed
    assert not cuts
    began = time.monotonic()
    with deadline:
        time.sleep(2 * SECONDS)
    assert deadline.passed
    assert len(cuts) == 1 and SECONDS * 0.9 < cuts[0] - began < 2 * SECONDS
    with deadline:
        pass
    assert not deadline.passed


def test_the_watch_ends_when_nothing_is_under_way() -> None:
    others = set(threading.enumerate())  # of other tests, which may end meanwhile
    idle, closed = Deadline(SECONDS, lambda: None), Deadline(60, lambda: None)
    with idle, closed:
        watches = set(threading.enumerate()) - others
        assert len(watches) == 2
    closed.close()
    for watch in watches:
        watch.join(5)
        assert not watch.is_alive()
