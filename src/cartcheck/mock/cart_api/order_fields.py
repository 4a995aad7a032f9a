"""The fields of an order as `order/info` shows them: all text, as the database prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cartcheck.mock.cart_api import quirks
from cartcheck.mock.cart_api.database import column, text_column
from cartcheck.mock.shop.totals import cart_totals
from cartcheck.mock.surface.input_filter import clean_text
from cartcheck.php.array import PhpArray
from cartcheck.php.values import to_int

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cartcheck.mock.cart_api.visit import Visit
    from cartcheck.mock.shop.orders import Order

_OF_THE_MAKING = (
    *("invoice_no", "language_id", "language_code", "currency_id", "currency_code", "currency_value"),
    *("ip", "forwarded_ip", "user_agent", "accept_language", "date_added"),
)
_COLUMNS = {
    **dict.fromkeys(("firstname", "lastname", "telephone", "fax"), 32),
    **dict.fromkeys(("address_1", "address_2", "city"), 128),
    **dict.fromkeys(("store_url", "user_agent", "accept_language"), 255),
    "email": 96,
    "company": 60,
    "postcode": 10,
    "forwarded_ip": 40,
}
"""How many letters the columns of text take (install/opencart.sql)."""
_SHORT_COMPANIES = {
    "payment_company": quirks.PAYMENT_COMPANY_UP_TO_40,
    "shipping_company": quirks.SHIPPING_COMPANY_UP_TO_40,
}
_LIKE_THE_FORM = ("firstname", "lastname", "company", "address_1", "address_2", "postcode", "city")


def new_fields(visit: Visit) -> dict[str, Any]:
    """What an order made now would show, but for id and status."""
    return {name: _kept(visit, name, value) for name, value in _fields(visit).items()}


def _fields(visit: Visit) -> dict[str, Any]:
    now = _date(visit)
    year = "2013" if visit.has(quirks.INVOICES_OF_2013) else now[:4]
    return {
        "invoice_no": "0",
        "invoice_prefix": f"INV-{year}-00",
        "store_id": str(visit.store_id),
        "store_name": "Your Store",
        "store_url": visit.base,
        "customer_id": "0",
        **(visit.session.customer or {}),
        **_address("payment", visit.session.payment_address, visit.session.payment_method),
        **_address("shipping", visit.session.shipping_address, visit.session.shipping_method),
        "comment": visit.field("comment"),
        "total": f"{_total(visit):.4f}",
        "affiliate_id": "0",
        "commission": "0.0000",
        "language_id": "1",
        "language_code": "en-gb",
        **_currency(visit),
        **_client(visit),
        "date_added": now,
        "date_modified": now,
    }


def edited_fields(visit: Visit, order: Order) -> dict[str, Any]:
    """The fields after an edit: what tells about the making of the order stays."""
    return {**new_fields(visit), **{name: order.fields[name] for name in _OF_THE_MAKING}}


def shown(visit: Visit, order: Order) -> dict[str, Any]:
    """The fields in the order of `getOrder`, with id and status."""
    result: dict[str, Any] = {"order_id": str(order.order_id)}
    for name, value in order.fields.items():
        result[name] = value
        if name == "total":
            result["order_status_id"] = str(order.status_id)
            result["order_status"] = visit.store.catalogue.order_statuses.get(order.status_id)
    return result


def _kept(visit: Visit, name: str, value: Any) -> Any:
    """A field as its column keeps it."""
    if name == "comment":
        return text_column(value)
    place = name.removeprefix("payment_").removeprefix("shipping_")
    short = name in _SHORT_COMPANIES and visit.has(_SHORT_COMPANIES[name])
    size = 40 if short else _COLUMNS.get(place)
    return column(value, size) if size else value


def _date(visit: Visit) -> str:
    timezone = visit.store.timezone if visit.has(quirks.DATES_IN_SHOP_TIME) else "UTC"
    return visit.store.clock.local(timezone).strftime("%Y-%m-%d %H:%M:%S")


def _address(
    kind: str, address: Mapping[str, Any] | None, method: Mapping[str, Any] | None
) -> dict[str, Any]:
    known = address or {}
    fields = {name: known.get(name, "") for name in _LIKE_THE_FORM}
    fields |= {
        "zone_id": str(to_int(known.get("zone_id", ""))),
        "zone": known.get("zone", ""),
        "zone_code": known.get("zone_code", ""),
        "country_id": str(to_int(known.get("country_id", ""))),
        "country": known.get("country", ""),
        "iso_code_2": known.get("iso_code_2", ""),
        "iso_code_3": known.get("iso_code_3", ""),
        "address_format": known.get("address_format", ""),
        "custom_field": known.get("custom_field", PhpArray()),
        "method": (method or {}).get("title", ""),
        "code": (method or {}).get("code", ""),
    }
    return {f"{kind}_{name}": value for name, value in fields.items()}


def _total(visit: Visit) -> float:
    return cart_totals(visit.store.catalogue, visit.lines(), visit.session, visit.tax())[-1].value


def _currency(visit: Visit) -> dict[str, str]:
    code = visit.session.currency
    currency = visit.store.catalogue.currencies.get(code)
    if not currency:  # 2.2, as long as nobody called api/currency
        return {"currency_id": "0", "currency_code": "", "currency_value": "0.00000000"}
    return {"currency_id": str(currency.id), "currency_code": code, "currency_value": currency.value}


def _client(visit: Visit) -> dict[str, str]:
    headers = visit.request.headers
    sent = {
        "forwarded_ip": headers.get("x-forwarded-for") or headers.get("client-ip", ""),
        "user_agent": headers.get("user-agent", ""),
        "accept_language": headers.get("accept-language", ""),
    }
    return {
        "ip": visit.request.peer,
        **{name: clean_text(_utf_8(value), trim=visit.trims) for name, value in sent.items()},
    }


def _utf_8(header: str) -> str:
    """A header's bytes as PHP takes them."""
    return header.encode("latin-1").decode("utf-8", "surrogateescape")
