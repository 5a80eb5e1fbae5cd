"""Loki and Alloy. Their programs aren't at hand here, so what is held is what we want of their configuration."""

import re

import yaml

# What may be a label of a stream.
LABELS = {"role", "level", "deployment"}
# A line, and what of it may not arrive. The program writes none of these; another's library might.
SECRETS = [
    ('{"error":"550 no such user ada@example.org"}', "ada@example.org"),
    ('{"error":"postgres://app:hunter2@db/reptidex"}', "hunter2"),
    ('{"error":"rediss://:s3cret@cache:6379"}', "s3cret"),
    ('{"header":"Authorization: Bearer abcdefghijklmnop"}', "abcdefghijklmnop"),
    ('{"x":"eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0abc.c2lnbmF0dXJlZg"}', "eyJzdWIiOiIxIn0abc"),
    ('{"cookie":"__Host-breeder=0123456789abcdef; theme=dark"}', "0123456789abcdef"),
    ('{"url":"/p/1-2/480.webp?until=1&sig=AbCdEf123"}', "AbCdEf123"),
    ('{"url":"/invitations/accept?token=tok-123"}', "tok-123"),
    ('{"url":"https://b.example/x?X-Amz-Signature=deadbeef&partNumber=1"}', "deadbeef"),
]
# Lines that have to arrive as they are.
HARMLESS = ['{"level":"INFO","message":"answered","http.route":"/animals/{id}","http.ms":3.5,"request.id":"0193f2c4"}']


def wrong_loki(sources):
    """What Loki's configuration lacks."""
    loki = yaml.safe_load((sources.here / "loki" / "loki.yaml").read_text())
    newest = loki["schema_config"]["configs"][-1]
    if (newest["schema"], newest["store"]) != ("v13", "tsdb"):
        yield f"its schema is {newest['schema']} in {newest['store']}, not v13 in tsdb"
    if newest["index"]["period"] != "24h":
        yield "tsdb's index has a period of 24h"
    if not loki["limits_config"]["allow_structured_metadata"]:
        yield "ids are structured metadata: allow_structured_metadata"
    if not (loki["limits_config"].get("retention_period") and loki["compactor"]["retention_enabled"]):
        yield "lines are kept for ever"
    if loki["compactor"]["delete_request_store"] != newest["object_store"]:
        yield "compactor.delete_request_store isn't the store of objects"


def tokens(text):
    """Alloy's tokens, comments left out; whatever is none stands as `?`."""
    pattern = r'//[^\n]*|"(?:\\.|[^"\\\n])*"|`[^`]*`|[A-Za-z_][A-Za-z0-9_]*|[0-9]+(?:\.[0-9]+)?|[{}()\[\]=,.]|\S'
    for found in re.findall(pattern, text):
        if not found.startswith("//"):
            yield found if re.fullmatch(r'"(?:\\.|[^"\\\n])*"|`[^`]*`|\w+(?:\.\w+)?|[{}()\[\]=,.]', found) else "?" + found


def wrong_syntax(name, text):
    """Brackets that don't match, characters that don't belong, receivers that nobody has, parts that lead nowhere."""
    closing, open_ones = {"}": "{", ")": "(", "]": "["}, []
    for token in tokens(text):
        if token.startswith("?"):
            yield f"{name}: {token[1:]} doesn't belong there"
        elif token in closing.values():
            open_ones.append(token)
        elif token in closing and (not open_ones or open_ones.pop() != closing[token]):
            yield f"{name}: a {token} that closes nothing"
    if open_ones:
        yield f"{name}: {len(open_ones)} brackets stay open"
    made = {f"{kind}.{label}" for kind, label in re.findall(r'^([a-z_]+(?:\.[a-z_]+)+) "(\w+)" \{', text, re.MULTILINE)}
    used = set(re.findall(r"\b((?:loki|local|discovery|otelcol)\.[a-z_.]+)\.(?:receiver|targets|output|input)\b", text))
    for part in sorted(used - made):
        yield f"{name}: {part} is used, and made nowhere"
    # What begins a way reads something itself.
    begins = ("loki.source.", "otelcol.receiver.")
    for part in sorted(made - used):
        if not part.startswith(begins):
            yield f"{name}: {part} is made, and used nowhere"


def redacted(line, stages):
    """A line after the stages `replace`, which put a word in the place of what the groups caught."""
    for expression, word in stages:
        line = re.sub(expression, lambda found, word=word: found.group(0).replace(found.group(1), word), line)
    return line


def wrong_redaction(text):
    """Secrets that get through, and lines that are spoiled."""
    unquoted = lambda quoted: quoted.replace('\\"', '"').replace("\\\\", "\\")  # noqa: E731
    found = re.findall(r'stage\.replace \{\s*expression = "((?:\\.|[^"\\])*)"\s*replace\s*= "([^"]*)"', text)
    stages = [(unquoted(expression), word) for expression, word in found]
    if not stages:
        yield "config.alloy: it replaces nothing"
    for line, secret in SECRETS:
        if secret in redacted(line, stages):
            yield f"{line} keeps {secret}"
    for line in HARMLESS:
        if redacted(line, stages) != line:
            yield f"{line} becomes {redacted(line, stages)}"


def wrong_labels(text):
    """More labels than we want of a stream."""
    kept = re.search(r"stage\.label_keep \{\s*values = \[([^\]]*)\]", text)
    labels = set(re.findall(r'"(\w+)"', kept.group(1))) if kept else None
    if labels != LABELS:
        yield f"config.alloy: the labels are {labels}, not {LABELS}"
    block = re.search(r"stage\.structured_metadata \{\s*values = \{([^}]*)\}", text)
    metadata = set(re.findall(r"(\w+)\s*=", block.group(1))) if block else set()
    for name in {"request_id", "trace_id", "vivarium_id", "actor_id"} - metadata:
        yield f"config.alloy: {name} is no metadata of a line"


def run(sources, report):
    """The part `logs`."""
    text = (sources.here / "alloy" / "config.alloy").read_text()
    report.check("loki.yaml: schema v13, retention, metadata", wrong_loki(sources))
    for path in sorted((sources.here / "alloy").glob("*.alloy")):
        report.check(f"{path.name}: its brackets match, its receivers exist", wrong_syntax(path.name, path.read_text()))
    report.check("config.alloy: few labels, ids as metadata", wrong_labels(text))
    report.check("config.alloy: no secret gets through", wrong_redaction(text))
