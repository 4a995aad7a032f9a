"""Every break between neighbouring generations is found, and nothing that is not there."""

import pytest

from cartcheck.comparison.comparison import compare
from cartcheck.comparison.difference import Severity
from tests.comparison.walks import usual

# What must be found: the id, and where it is known from: the list of breaking changes between neighbours (5), what the
# generations do (1, 2), or what releases changed (4).
UPGRADES = {
    ("2.3.0.2", "3.0.5.1"): {
        "access.login-fields": "5: username added, optional only if the user is called Default",
        "access.token-name": "5: token becomes api_token",
        "access.cookie-not-needed": "5: cookie no longer needed",
        "known.stale-cookie": "5: and harmful if a stale OCSESSID is sent without api_token",
        "cors": "5: no CORS",
        "known.short-sessions": "5: 24-minute instead of 60-minute idle time",
        "order.cart-after": "5: cart is emptied after the order",
        "answer.gone.order_read.order.fax": "5: fax gone",
        "verdict.accepted.login": "4, 3.0.5.0: keys with stray blanks log in",
        "cookies": "1: PHPSESSID, default and api; OCSESSID in 3.0",
        "words": "2: the untranslated word error_customer of 2.x",
    },
    ("3.0.3.9", "3.0.5.1"): {
        "verdict.accepted": "4, 3.0.5.0: keys with stray blanks log in",
        "known.time-zone-trap.gone": "4, 3.0.4.0: session expiry kept in UTC",
        "cookies": "4, 3.0.4.0: cookies without a domain",
    },
    ("3.0.5.1", "4.0.2.3"): {
        "route.moved": "5: every route renamed; add, edit, history become confirm and addHistory",
        "verdict.refused.login": "5: username mandatory",
        "refusal.form.empty-list-to-text": "5: wrong key is a string again",
        "refusal.form.map-to-text": "1: the address that is not listed is told as a string",
        "refusal.no-access": "5: refused tokens are HTML, 404, 500 or 302",
        "route.gone.order_replace": "5: order/edit goes",
        "route.gone.order_read": "5: order/info gone",
        "request.order_history_add": "5: order_id in the body",
        "verdict.accepted.order_delete": "5: order/delete always says success",
        "refusal.keys.separator": "5: error.option.<id> becomes error.option_<id>",
        "known.custom-field-names": "5: custom_fieldN becomes custom_field_N",
        "refusal.form.text-to-map": "5: the one error string of order/add becomes an object",
        "verdict.refused.cart_add": "5: product[] bulk form gone",
        "verdict.accepted.coupon_apply": "5: an empty value removes",
        "verdict.accepted.voucher_apply": "5: an empty value removes",
        "verdict.accepted.reward_apply": "5: an empty value removes",
        "known.forwarded-address": "5: X-Forwarded-For decides the IP check",
        "cors": "5: CORS *",
        "refusal.form.empty-list-to-map": "2.2: cart.add and shipping_address name a warning",
        "refusal.keys.warning": "2.2: an unknown product is a warning, not store",
        "refusal.keys.gone": "2.2: telephone only if the shop requires it",
        "verdict.refused.shipping_methods_list": "2.2: nothing to ship is an error",
        "request.order_create": "2.2: the comment has a route of its own",
        "request.payment_method_set": "5, 4a to 4b: cod.cod",
        "request.payment_address_set": "5, 4a to 4b: payment_address_id",
        "request.shipping_address_set": "5, 4a to 4b: shipping_address_id",
        "answer.renamed.payment_methods_list.payment_methods[].title": "5, 4a to 4b: title becomes name",
        "answer.renamed.shipping_methods_list": "5, 4a to 4b: title becomes name",
        "known.renamed-setting": "5, 4a to 4b: setting renamed",
        "known.lost-first-name": "4, 4.0.2.2: first name of the payer lost",
        "answer.gone.payment_methods_list.payment_methods[].terms": "2.2: payment_methods of 4.0b",
        "answer.gone.cart_read": "2.2: rows without shipping, vouchers with three members",
        "answer.retyped.cart_read.vouchers[].amount": "2.2: formatted text",
        "answer.new.cart_read": "2.2: shipping_required, minimum, subscription, key",
        "answer.new.order_create": "2.2: points and commission",
        "answer.new.payment_methods_list.payment_methods[].option": "2.2: option in 4.0b",
        "answer.new.shipping_methods_list.shipping_methods[].code": "2.2: code in 4.0b",
        "order.cart-after": "2.2: the cart is not emptied",
        "session.life": "1.3: one hour instead of 24 minutes",
        "cookies": "1: SameSite, no language cookie",
        "words": "2.2: texts",
        "route.new": "2.2: load, comment, affiliate, voucher.remove",
    },
    ("4.0.1.1", "4.0.2.3"): {
        "route.moved": "5: | becomes ., the old form still works",
        "request.payment_method_set": "5: cod becomes cod.cod",
        "answer.renamed.payment_methods_list.payment_methods[].title": "5: title becomes name",
        "answer.renamed.shipping_methods_list": "5: title becomes name",
        "route.gone.language_set": "5: language route gone",
        "route.gone.store_set": "5: store route gone",
        "request.payment_address_set": "5: payment_address_id needed",
        "request.shipping_address_set": "5: shipping_address_id needed",
        "known.renamed-setting": "5: setting renamed",
        "known.lost-first-name": "4, 4.0.2.2",
        "refusal.no-access": "1.3: 302 up to 4.0.1, 500 in 4.0.2",
        "answer.gone.cart_read": "options of a row without stock, price and weight (catalog/model/checkout/cart.php)",
        "answer.new.payment_methods_list.payment_methods[].option": "2.2: option in 4.0b",
        "answer.new.shipping_methods_list.shipping_methods[].code": "2.2: code in 4.0b",
    },
    ("4.0.2.3", "4.1.0.4"): {
        "access.signature": "5: no login, token, session; signature; an old client gets 500 or 403",
        "route.moved": "5: two routes with call; coupon and reward by extension",
        "request.payment_address_set": "5: field names prefixed",
        "request.shipping_address_set": "5: field names prefixed",
        "request.shipping_method_set": "5: SM as object",
        "request.payment_method_set": "5: PM as object",
        "refusal.keys.prefix-payment": "2.3: payment_… errors",
        "refusal.keys.prefix-shipping": "2.3: shipping_… errors",
        "refusal.keys.customer_group": "2.3: customer_group",
        "route.gone.voucher_apply": "5: voucher gone entirely",
        "route.gone.voucher_add": "5: voucher gone entirely",
        "route.gone.voucher_remove": "5: voucher gone entirely",
        "answer.gone.cart_read.vouchers": "5: voucher gone entirely",
        "route.gone.order_load": "5: order/load gone",
        "route.gone.order_delete": "5: order/delete gone",
        "route.gone.order_comment_set": "5: order/comment gone",
        "route.gone.cart_edit": "5: two routes with call",
        "route.gone.cart_remove": "5: two routes with call",
        "route.gone.currency_set": "5: currency only by cookie",
        "route.gone.reward_maximum": "5: two routes with call",
        "route.gone.reward_available": "5: two routes with call",
        "refusal.no-access": "5: failures are 403 JSON",
        "known.currency-cookie": "5: currency only by cookie",
        "known.status-zero": "5: default order status trap",
        "known.harmful-cookies": "5: no cookie",
        "known.time-window": "5, to 4.1.0.4: clock must be right",
        "known.zero-cost": "5, to 4.1.0.4: zero-cost shipping refused, PM mandatory",
        "known.forwarded-must-be-address": "5, to 4.1.0.4: IP header must be an IP",
        "known.guarded-case": "5, to 4.1.0.4: differently-cased routes refused",
        "verdict.refused.coupon_apply": "2.3: an unknown coupon, also an empty one",
        "answer.gone.order_create.commission": "2.3: commission only with an affiliate",
        "answer.retyped.cart_read": "2.3: the cart block",
        "answer.new.cart_read": "2.3: the cart block",
        "answer.new.several": "2.3: the cart block",
        "cors": "1.5: 403 for a preflight",
        "cookies": "4, 4.1.0.4: HttpOnly",
        "words": "2.3: texts",
        "route.new": "2.3: subscriptions",
    },
}


@pytest.mark.parametrize("upgrade", UPGRADES, ids="-".join)
def test_every_break_is_reported_and_no_other(upgrade: tuple[str, str]) -> None:
    comparison = compare(usual(upgrade[0]), usual(upgrade[1]))
    assert sorted(one.id for one in comparison.differences) == sorted(UPGRADES[upgrade])


@pytest.mark.parametrize("upgrade", UPGRADES, ids="-".join)
def test_each_says_all_that_is_needed(upgrade: tuple[str, str]) -> None:
    for one in compare(usual(upgrade[0]), usual(upgrade[1])).differences:
        assert one.title and one.breaks and one.remedy and one.rows, one.id
        assert one.proofs or one.source, one.id
        assert bool(one.source) == one.id.startswith("known."), one.id


def test_what_an_old_client_gets_from_4_1_is_told() -> None:
    comparison = compare(usual("4.0.2.3"), usual("4.1.0.4"))
    rows = next(one for one in comparison.differences if one.id == "access.signature").rows
    told = {row.where: row.after for row in rows}
    assert told["a program as before, at api/sale/cart"].startswith("HTTP 500")
    assert told["a program as before, at api/account/login"].startswith("HTTP 403")


def test_an_order_history_wants_its_order_in_the_form() -> None:
    comparison = compare(usual("3.0.5.1"), usual("4.0.2.3"))
    (row,) = next(one for one in comparison.differences if one.id == "request.order_history_add").rows
    assert (row.where, "(query)" in row.before, "(form)" in row.after) == ("order_id", True, True)


def test_a_way_back_invents_nothing_that_is_known_of_the_way_there() -> None:
    back = compare(usual("3.0.5.1"), usual("3.0.3.9"))
    assert [one.id for one in back.differences] == ["verdict.refused", "cookies"]
    assert back.differences[0].severity is Severity.BREAKING
