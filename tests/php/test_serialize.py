"""Our `serialize` writes what real PHP writes."""

import pytest

from cartcheck.php.serialize import serialize


@pytest.mark.parametrize(
    "value",
    [
        {"product_id": 40},
        {"product_id": 30, "option": {"226": "15", "208": 'zö"ä;', "x": {"a": "9", "b": ""}}},
        {"product_id": -1, "option": {"7x": "1"}},
    ],
)
def test_it_is_written_as_by_php(php, value: dict[str, object]) -> None:
    assert serialize(_keys_as_php(value)).decode() == php.call("serialize", value)


def _keys_as_php(value: object) -> object:
    if not isinstance(value, dict):
        return value
    return {int(key) if key.isdigit() else key: _keys_as_php(inner) for key, inner in value.items()}
