"""The product's services, held to the same assertions as the tasks on ECS: variables, sizes, commands."""

from types import SimpleNamespace

from check import program
from check.assertions import keys, sizes, variables

ROLES_THAT_SERVE = ("public", "breeder", "admin", "embed", "media", "api")


class Tasks:
    """The services in the shape of a deployed environment's tasks."""

    name = "compose"

    def __init__(self, compose):
        self.base_host = compose.product[0].environment["REPTIDEX_BASE_HOST"]
        self.tasks = [_task(service) for service in compose.product]
        self.services = [(task, task) for task in self.tasks if self.role(task) != "migrate"]

    @staticmethod
    def name_of(task):
        """A service's name."""
        return task.name

    @staticmethod
    def role(task):
        """What it does."""
        words = task.properties["ContainerDefinitions"][0]["Command"]
        return words[words.index("--only") + 1] if "--only" in words else words[0]


def _task(service):
    secrets = [{"Name": where.rsplit("/", 1)[-1], "ValueFrom": source} for where, source in service.secrets.items()]
    container = {
        "Image": service.image,
        "Command": list(map(str, service.given["command"])),
        "Environment": [{"Name": name, "Value": value} for name, value in service.environment.items()],
        "Secrets": secrets,
    }
    units = round(float(service.limits.get("cpus", 0)) * 1024)
    memory = str(service.limits.get("memory", "")).removesuffix("M")
    return SimpleNamespace(name=service.name, properties={"ContainerDefinitions": [container], "Cpu": units, "Memory": memory})


def variables_of_the_product(compose):
    """Every variable of the product is one that the program reads, and those without which a role doesn't work are there"""
    tasks = Tasks(compose)
    for check in (variables.variables_are_known, variables.obligatory_variables_are_there, variables.variables_agree, variables.the_base_host_is_the_site_s):
        yield from check(tasks)
    # The keys that every process needs, and by which the store is signed to: on ECS a role does that.
    for task in tasks.tasks:
        names = {entry["Name"] for entry in task.properties["ContainerDefinitions"][0]["Secrets"]}
        for name in ("REPTIDEX_JWT_KEYS", "REPTIDEX_MEDIA_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "DATABASE_PASSWORD", "REDIS_PASSWORD", "SMTP_URL"):
            if name not in names:
                yield f"{task.name}: the secret {name} is missing"


def sizes_of_the_product(compose):
    """The product has the published sizes, one image is every role, and each role is served once"""
    tasks = Tasks(compose)
    for check in (sizes.sizes_are_the_published_ones, sizes.one_image_is_every_role, sizes.commands_are_ones_that_the_program_has):
        yield from check(tasks)
    served = [tasks.role(task) for task, _ in tasks.services]
    for role in sorted(program.roles() | {"worker"}):
        if served.count(role) != 1:
            yield f"{role}: {served.count(role)} services"


def secrets_are_not_plain(compose):
    """No password, key or token stands in plain variables, and files of variables are of `prepare`'s making"""
    yield from keys.secrets_are_not_plain(Tasks(compose))
    for service in compose.services.values():
        for name, value in service.environment.items():
            if keys.SECRET_WORDS.search(name) and not value.startswith("/run/secrets/"):
                yield f"{service.name}: {name} stands in plain text"
        for word in service.words:
            name, given, value = word.partition("=")
            if name.startswith("-") and given and keys.SECRET_WORDS.search(name.upper()) and not value.startswith("/run/secrets/"):
                yield f"{service.name}: {word} is a secret among its words"
        for path in service.given.get("env_file", []):
            if not path.startswith("./compose/own/"):
                yield f"{service.name}: {path} isn't in compose/own"
    for name, secret in compose.data["secrets"].items():
        if set(secret) != {"file"} or not secret["file"].startswith("./compose/own/secrets/"):
            yield f"the secret {name} isn't a file of compose/own/secrets"


def secrets_are_used(compose):
    """Every secret is somebody's"""
    used = {source for service in compose.services.values() for source in service.secrets.values()}
    for name in sorted(set(compose.data["secrets"]) - used):
        yield f"{name}: nobody has it"


def only_the_owner_may_all(compose):
    """The password of the tables' owner is with migrations and the worker only"""
    owners = {service.name for service in compose.product if "MIGRATE_DATABASE_PASSWORD" in service.secrets.values()}
    if owners != {"migrate", "worker"}:
        yield f"{', '.join(sorted(owners))} have it"


CHECKS = (variables_of_the_product, sizes_of_the_product, secrets_are_not_plain, secrets_are_used, only_the_owner_may_all)
