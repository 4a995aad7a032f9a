"""The promises: what articles about OpenCart's API, and REST extensions after them, say it does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise. `call` is how it is asked for, "" for what concerns all calls; `says` is a sentence."""

    id: str
    subject: str
    says: str
    call: str = ""

    @property
    def words(self) -> str:
        """The promise in a sentence of its own: `GET api/product: Lists the products, page by page.`"""
        return f"{self.call}: {self.says}" if self.call else self.says


def _of(subject: str, *promises: tuple[str, str, str]) -> tuple[Promise, ...]:
    return tuple(Promise(id_, subject, says, call) for id_, call, says in promises)


# Source: openapi/documented.yaml.
PROMISES: tuple[Promise, ...] = (
    *_of(
        "session",
        ("login", "POST api/login", "Takes username and key, and answers an api_token."),
        ("token-in-query", "", "Every other call takes the token in the URL, as api_token."),
        ("token-life", "", "A token dies after one hour without use."),
    ),
    *_of(
        "products",
        ("product-list", "GET api/product", "Lists the products, page by page."),
        ("product-info", "GET api/product/info&product_id=…", "Reads a product."),
        ("product-add", "POST api/product/add", "Adds a product."),
        ("product-edit", "POST api/product/edit&product_id=…", "Changes a product."),
    ),
    *_of(
        "categories",
        ("category-list", "GET api/category", "Reads the tree of categories."),
        ("category-info", "GET api/category/info&category_id=…", "Reads a category."),
    ),
    *_of(
        "orders",
        ("order-list", "GET api/order", "Lists the orders, by status, days and customer."),
        ("order-info", "GET api/order/info&order_id=…", "Reads an order with products, totals and history."),
        ("order-add", "POST api/order/add", "Makes an order from the data that are sent."),
        ("order-edit", "POST api/order/edit&order_id=…", "Changes the fields of an order that are sent."),
        ("order-history", "POST api/order/history&order_id=…", "Gives an order a new status."),
    ),
    *_of(
        "customers",
        ("customer-list", "GET api/customer", "Lists the customers."),
        ("customer-add", "POST api/customer/add", "Registers a customer."),
        ("customer-edit", "POST api/customer/edit&customer_id=…", "Changes a customer."),
        ("customer-login", "POST api/customer/login", "Checks a customer's e-mail address and password."),
    ),
    *_of(
        "answers",
        ("status-401", "", "A bad or expired token, and a wrong key, are HTTP 401."),
        ("status-403", "", "An address that is not listed is HTTP 403."),
        ("status-400", "", "A missing or wrong field is HTTP 400 and named."),
        ("json-answers", "", "Every answer is JSON, also a refusal."),
        ("json-bodies", "", "A body may be JSON as well as a form."),
    ),
)
BY_ID = {promise.id: promise for promise in PROMISES}
