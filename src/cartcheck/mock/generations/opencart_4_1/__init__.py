"""OpenCart 4.1.0.0 to 4.1.0.4: no login; each request is signed, carries the whole order, and names a call."""

from cartcheck.mock.generations import Family
from cartcheck.mock.generations.opencart_4_1.generation import OpenCart41

FAMILY = Family(("4.1.0.0", "4.1.0.1", "4.1.0.2", "4.1.0.3", "4.1.0.4"), OpenCart41)
