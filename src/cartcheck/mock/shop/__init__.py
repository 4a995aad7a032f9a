"""What lies behind every generation's API: catalogue, prices, carts, orders, sessions. Knows nothing of HTTP."""
