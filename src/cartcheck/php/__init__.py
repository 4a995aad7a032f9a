"""How PHP reads forms and prints JSON; pure, and checked against the real `php`."""
