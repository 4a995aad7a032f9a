"""What an order must tell when it is read: the fields of the calls that made it, by the names they have there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_BUYER = ("firstname", "lastname", "email", "telephone")
_ADDRESS = (
    *("firstname", "lastname", "company", "address_1", "address_2"),
    *("city", "postcode", "country_id", "zone_id"),
)
# Call, the fields of its form that are kept as they are, and what is put before their names.
_KEPT = (
    ("customer_set", _BUYER, ""),
    ("payment_address_set", _ADDRESS, "payment_"),
    ("shipping_address_set", _ADDRESS, "shipping_"),
)
_CHOSEN = (
    ("payment_method_set", "payment_method", "payment_code"),
    ("shipping_method_set", "shipping_method", "shipping_code"),
)


def written_by(forms: Mapping[str, Mapping[str, Any]], order: str, *, ships: bool) -> dict[str, Any]:
    """The fields that the forms of a session wrote; `order` is the call that made or replaced it.

    Its own form goes before. An order that nothing is shipped of keeps nothing of shipping.
    """
    told = dict(_of_session(forms)) | {
        name: value for name, value in forms[order].items() if _is_plain(value)
    }
    return {name: value for name, value in told.items() if ships or not name.startswith("shipping_")}


def _of_session(forms: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    for call, names, before in _KEPT:
        form = forms.get(call, {})
        yield from ((f"{before}{name}", form[name]) for name in names if _is_plain(form.get(name)))
    for call, name, named in _CHOSEN:
        if _is_plain(forms.get(call, {}).get(name)):
            yield named, forms[call][name]


def _is_plain(value: object) -> bool:
    return isinstance(value, str | int)
