"""The API that articles promise for OpenCart and REST extensions imitate; no released OpenCart has it.

Its choices, where the promises leave them open:

- Login as promised: `POST …route=api/login` with `username` and `key` brings `{"success": …, "api_token": …}`; the token
  goes into the query of every other call and lives an hour after its last use. Without a good one: 401. From an
  address that isn't listed, or for a user who was disabled since: 403.
- Bodies are forms or a JSON object. Lists, such as an order's `products`, are `products[0][product_id]` in a form.
- Reading is GET, changing is POST; another method is a 405.
- Lists take `page` (from 1) and `limit` (1 to 100, default 20) and answer
  `{"products": […], "page": 1, "limit": 20, "total": 19}`; a single thing comes as `{"product": {…}}`.
- What was changed answers 200 with `success` and the id, `{"success": …, "product_id": 50}`; an edit needs only the
  fields to be changed.
- A wrong or missing field is a 400 with the reason by field, `{"error": {"name": "…"}}`; fields of lists are named
  `products.0.quantity`. An id that nobody has is a 404 that names the field in the same way, an id that is none a 400.
  All other errors are a text, `{"error": "…"}`; text that is no UTF-8 is a 500.
- Nothing can be deleted. The status 0 puts an order away: its products go back to the stock, and lists leave it out
  unless they are asked for it. Products and customers are switched off by `status`.
- Ids and amounts are numbers, states booleans, times `YYYY-MM-DD HH:MM:SS` in the shop's time zone.
- Orders are filtered by `status` (an id), `date_from` and `date_to` (days, inclusive) and `customer_id`; customers by
  `email`.
- Everything that isn't below `api/` is the storefront of 3.0.5.1.
"""

from cartcheck.mock.generations import Family
from cartcheck.mock.generations.documented.generation import Documented

FAMILY = Family(("documented",), Documented)
