"""A small client of a running mock, for its tests; answers are what `requests` gives."""

from __future__ import annotations

import re
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from cartcheck.mock import DEMO_KEY


class Client:
    """Calls to one store, from one loopback address, without keeping cookies."""

    def __init__(self, base: str, source: str = "127.0.0.1") -> None:
        self.base = base
        self.token = ""
        self._http = requests.Session()
        self._http.mount("http://", _From(source))

    def login(self, key: str = DEMO_KEY, **fields: str) -> requests.Response:
        """Log in and keep the token, if there is one."""
        answer = self.call("api/login", {"username": "Default", "key": key, **fields}, token=None)
        found = re.search(r'"api_token":"(\w+)"', answer.text)
        self.token = found[1] if found else self.token
        return answer

    def call(
        self,
        route: str,
        form: Any = None,
        token: str | None = "",
        method: str = "POST",
        order_id: Any = None,
        **headers: str,
    ) -> requests.Response:
        """A call with the kept token, another one, or (None) without."""
        query = {"route": route} if token is None else {"route": route, "api_token": token or self.token}
        query |= {} if order_id is None else {"order_id": order_id}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._http.cookies.clear()
        return self._http.request(
            method,
            f"{self.base}index.php",
            params=query,
            data=form,
            headers=named,
            allow_redirects=False,
            timeout=10,
        )

    def get(self, path: str = "") -> requests.Response:
        """A page."""
        self._http.cookies.clear()
        return self._http.get(self.base + path, allow_redirects=False, timeout=10)

    def control(self, **switches: Any) -> requests.Response:
        """Switches, in their order."""
        return self._http.post(f"{self.base}_control", json=switches, timeout=10)

    def let_in(self) -> bool:
        """Whether the kept token still opens the cart."""
        return "products" in self.call("api/cart/products").json()


class _From(HTTPAdapter):
    def __init__(self, source: str) -> None:
        self._source = source
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs, source_address=(self._source, 0))
