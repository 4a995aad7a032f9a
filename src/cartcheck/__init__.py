"""cartcheck tells whether a program can work with an OpenCart store's API, and if not, why and what to change."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("cartcheck")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0+source"
