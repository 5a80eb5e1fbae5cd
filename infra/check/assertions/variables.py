"""Environment variables of tasks against those that the program knows."""

from check import program
from check.site import environment, secret_sources

# Without these the program doesn't do in production what it is for. Each entry: any of these names.
SERVING = [("DATABASE_URL", "DATABASE_HOST"), ("REDIS_URL", "REDIS_HOST"), ("SMTP_URL",), ("REPTIDEX_BASE_HOST",), ("REPTIDEX_S3_BUCKET",), ("REPTIDEX_MAIL_FROM",)]
OBLIGATORY = {"worker": [*SERVING, ("MIGRATE_DATABASE_URL",)], "migrate": [("MIGRATE_DATABASE_URL",)]}


def _given(task):
    return {**environment(task), **secret_sources(task)}


def variables_are_known(site):
    """Every variable of a task is one that the program reads."""
    for task in site.tasks:
        for name in sorted(set(_given(task)) - program.variables()):
            yield f"{site.name_of(task)}: the program doesn't read {name}"


def obligatory_variables_are_there(site):
    """Every task has the variables without which its role doesn't work."""
    for task in site.tasks:
        names = set(_given(task)) | program.image_variables()
        role = site.role(task)
        for options in OBLIGATORY.get(role, SERVING):
            if not names & set(options):
                yield f"{site.name_of(task)} ({role}): {' or '.join(options)} is missing"
        if role not in ("worker", "migrate") and str(environment(task).get("REPTIDEX_TRUSTED_PROXIES", "0")) == "0":
            yield f"{site.name_of(task)}: REPTIDEX_TRUSTED_PROXIES is missing, so everybody would have the load balancer's address"


def variables_agree(site):
    """A variable that several tasks have says the same everywhere, but for those that are a role's own."""
    own = {"REPTIDEX_DATABASE_CONNECTIONS", "REPTIDEX_PHOTO_PLACES", "REPTIDEX_TRUSTED_PROXIES", "OTEL_SERVICE_NAME"}
    seen = {}
    for task in site.tasks:
        for name, value in environment(task).items():
            if name not in own:
                seen.setdefault(name, {}).setdefault(value, site.name_of(task))
    for name, values in seen.items():
        if len(values) > 1:
            yield f"{name}: " + ", ".join(f"“{value}” in {where}" for value, where in values.items())


def the_base_host_is_the_site_s(site):
    """Tasks know the site's name as its records and rules have it."""
    for task in site.tasks:
        host = environment(task).get("REPTIDEX_BASE_HOST")
        if host not in (None, site.base_host):
            yield f"{site.name_of(task)}: {host}, not {site.base_host}"
