"""What has to be so in every deployed environment. Each function is one check: it takes a site and yields what is wrong."""

import importlib
import inspect

PARTS = ("hosts", "keys", "network", "sizes", "stores", "variables", "watch")


def all_of():
    """Every assertion, with the words by which it is told."""
    for part in PARTS:
        module = importlib.import_module(f"check.assertions.{part}")
        for function in vars(module).values():
            if inspect.isfunction(function) and function.__module__ == module.__name__ and not function.__name__.startswith("_"):
                yield inspect.getdoc(function).split("\n", 1)[0].rstrip("."), function
