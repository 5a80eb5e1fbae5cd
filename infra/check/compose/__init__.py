"""infra/compose.yaml, without an engine: everything that can be seen of it and tried around it."""

import functools

from check.compose import networks, parts, prepared, product, ways
from check.compose.broken import BREAKS
from check.compose.model import Compose

OF_THE_TEXT = (*parts.CHECKS, *product.CHECKS, *networks.CHECKS)
OF_THE_FILE = (*OF_THE_TEXT, *ways.CHECKS)


def _words(function):
    return function.__doc__.split("\n", 1)[0].rstrip(".")


def run(report):
    """Every check, and then each way in which a copy is broken."""
    copy = prepared.Copy()
    try:
        report.timed("compose: `prepare` makes passwords, keys and targets", functools.partial(_prepared, copy))
        for function in prepared.CHECKS:
            report.timed(f"compose: {_words(function)}", functools.partial(function, copy))
        compose = Compose(copy.folder)
        for function in OF_THE_FILE:
            report.timed(f"compose: {_words(function)}", functools.partial(function, compose))
    finally:
        copy.close()
    for words, name, old, new, wanted in BREAKS:
        report.timed(f"compose, proof: {words}", functools.partial(_broken, name, old, new, wanted))


def _prepared(copy):
    said = copy.prepare()
    if said:
        yield said


def _broken(name, old, new, wanted):
    copy = prepared.Copy()
    try:
        path = copy.folder / name
        text = path.read_text(encoding="utf-8")
        if old not in text:
            yield f"{name} has no “{old}” to break: mend this proof"
            return
        path.write_text(text.replace(old, new), encoding="utf-8")
        # nginx is started again only where its file is the broken one.
        found = list(_complaints(copy, OF_THE_FILE if name.endswith("nginx.conf") else OF_THE_TEXT))
    finally:
        copy.close()
    if not any(wanted in complaint for complaint in found):
        yield f"nothing said “{wanted}”: {found or 'no complaint at all'}"


def _complaints(copy, checks):
    """All that is said about a copy; a check that breaks says so by its error."""
    said = copy.prepare()
    if said:
        yield said
    compose = Compose(copy.folder)
    for function in checks:
        try:
            yield from function(compose)
        except Exception as error:  # noqa: BLE001
            yield f"{_words(function)}: {type(error).__name__}: {error}"
