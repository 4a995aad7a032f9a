"""cartcheck tells whether a program can work with an OpenCart store's API, and if not, why and what to change."""


def __getattr__(name: str) -> str:
    """`__version__`, read when first wanted: the machinery for it takes longer than all else a mock loads."""
    if name != "__version__":
        raise AttributeError(f"module 'cartcheck' has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        found = version("cartcheck")
    except PackageNotFoundError:  # run from a source tree that was never installed
        found = "0+source"
    globals()[name] = found
    return found
