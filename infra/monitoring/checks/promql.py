"""What an expression asks for: its metrics with the labels of their matchers, and the labels that it groups by.

promtool says whether an expression is one; this only has to find names in it.
"""

import re
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`)
      | (?P<comment>\#[^\n]*)
      | (?P<range>\[[^\]]*\])
      | (?P<number>(?:0x[0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?:ms|[smhdwy])?(?:\d+(?:ms|[smhdwy]))*)
      | (?P<name>[A-Za-z_:][A-Za-z0-9_:]*)
      | (?P<match>=~|!~|==|!=|<=|>=)
      | (?P<other>\S)""",
    re.VERBOSE,
)
GROUPERS = {"by", "without", "on", "ignoring", "group_left", "group_right"}
WORDS = GROUPERS | {"and", "or", "unless", "offset", "bool", "inf", "nan", "start", "end", "atan2"}


@dataclass
class Asked:
    """The names of one expression."""

    metrics: list = field(default_factory=list)  # (name, {labels of its matchers})
    groups: set = field(default_factory=set)


def asked(expression):
    """What an expression asks for."""
    found = Asked()
    tokens = [
        (kind.lastgroup, kind.group())
        for kind in TOKEN.finditer(expression)
        if kind.lastgroup not in ("comment", "range")
    ]
    at = 0
    while at < len(tokens):
        kind, text = tokens[at]
        after = tokens[at + 1][1] if at + 1 < len(tokens) else ""
        if kind != "name":
            at += 1
        elif text.lower() in GROUPERS:
            # Also `by` without a list, as in `group_left` alone.
            at += 1
            if after == "(":
                while at < len(tokens) and tokens[at][1] != ")":
                    if tokens[at][0] == "name":
                        found.groups.add(tokens[at][1])
                    at += 1
        elif text.lower() in WORDS or after == "(" or is_aggregator(tokens, at):
            at += 1
        else:
            at, labels = matchers(tokens, at + 1)
            found.metrics.append((text, labels))
    return found


def is_aggregator(tokens, at):
    """`sum by (x) (...)`: the word before `by`."""
    return at + 1 < len(tokens) and tokens[at + 1][1].lower() in ("by", "without")


def matchers(tokens, at):
    """The labels between the braces that may follow a metric, and where it goes on."""
    labels = set()
    if at < len(tokens) and tokens[at][1] == "{":
        while at < len(tokens) and tokens[at][1] != "}":
            if tokens[at][0] == "name":
                labels.add(tokens[at][1])
            at += 1
    return at, labels
