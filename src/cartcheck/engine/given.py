"""Where pytest's configuration keeps what a run needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from cartcheck.probes.examination import Examination

EXAMINATION: pytest.StashKey[Examination] = pytest.StashKey()
