"""The needs an integration can name, such as `orders:read`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """One need. `says` ends the sentence "the integration needs to …".

    `promises` are the ids of those promises of articles (cartcheck.claims.promise) that meet the need where a store keeps
    them all, as one with an extension may.
    """

    id: str
    says: str
    promises: tuple[str, ...] = ()


NEEDS: tuple[Need, ...] = (
    Need("orders:list", "list orders, or find those that are new or changed", ("order-list",)),
    Need("orders:read", "read an order whose number is known", ("order-info",)),
    Need("orders:write", "make orders and change them", ("order-add", "order-edit")),
    Need("orders:status", "give an order a new status, such as shipped", ("order-history",)),
    Need("orders:delete", "delete orders"),
    Need("products:read", "read the catalogue", ("product-list", "product-info")),
    Need("products:write", "add products and change them", ("product-add", "product-edit")),
    Need("stock:read", "read how much of a product is in stock"),
    Need("stock:write", "set how much of a product is in stock", ("product-edit",)),
    Need("categories:read", "read the categories", ("category-list", "category-info")),
    Need("customers:read", "list customers or read one", ("customer-list",)),
    Need("customers:write", "register customers and change them", ("customer-add", "customer-edit")),
    Need("customers:login", "check a customer's password", ("customer-login",)),
    Need("carts:write", "fill a cart and read its prices and totals"),
    Need("shipping:quote", "ask what shipping an order costs"),
    Need("payment:list", "ask which ways of paying there are"),
    Need("coupons:use", "use a coupon"),
    Need("vouchers:use", "pay with a gift voucher"),
    Need("points:use", "pay with a customer's reward points"),
)
BY_ID = {need.id: need for need in NEEDS}
