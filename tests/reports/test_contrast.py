"""Text stands out from what is behind it by WCAG's 4.5 to 1, in light and in dark."""

import re

import pytest

from cartcheck.reports.html import stylesheet

INKS = ("ink", "soft", "link")
TONES = ("red", "amber", "green", "slate")
PAIRS = [
    *((ink, paper) for ink in INKS for paper in ("paper", "wash")),
    *((tone, "paper") for tone in TONES),
    *((ink, f"{tone}-wash") for ink in (*INKS,) for tone in TONES),
    *((tone, f"{tone}-wash") for tone in TONES),
]


def _colours() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root \{(.*?)\}", stylesheet("base.css"), re.S)
    found = {
        name: dict(re.findall(r"--([\w-]+): (#\w+)", part))
        for name, part in (("light", light), ("dark", dark))
    }
    assert found["light"].keys() == found["dark"].keys()
    return found


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "behind"), PAIRS)
def test_contrast(scheme: str, text: str, behind: str) -> None:
    colours = _colours()[scheme]
    lighter, darker = sorted((_luminance(colours[text]), _luminance(colours[behind])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
