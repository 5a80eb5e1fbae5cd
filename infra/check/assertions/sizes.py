"""Sizes, starts and ends of tasks."""

from check import program

# CPU units and MB, as docs/cost.md and bench/RESULTS.md have them.
WEB, FULL = ("256", "512"), ("512", "1024")
PUBLISHED = {"public": WEB, "breeder": WEB, "admin": WEB, "embed": WEB, "media": FULL, "api": FULL, "worker": FULL, "migrate": FULL}
API = 6


def sizes_are_the_published_ones(site):
    """Tasks have the published sizes: 0.25 vCPU and 512 MB for web roles, 0.5 and 1 GB for the others."""
    for task in site.tasks:
        role = site.role(task)
        size = (str(task.properties["Cpu"]), str(task.properties["Memory"]))
        if size != PUBLISHED.get(role):
            yield f"{site.name_of(task)} ({role}): {size[0]} units and {size[1]} MB, not {PUBLISHED.get(role)}"


def every_role_has_a_service(site):
    """Every role has a service, the API six, and migrations a task without one."""
    served = [site.role(task) for _, task in site.services]
    for role in sorted(program.roles() - {"api"}):
        if served.count(role) != 1:
            yield f"{role}: {served.count(role)} services"
    if served.count("api") != API:
        yield f"api: {served.count('api')} services, not {API}"
    if "migrate" in served:
        yield "migrations run as a service"
    if "migrate" not in [site.role(task) for task in site.tasks]:
        yield "no task for migrations"


def commands_are_ones_that_the_program_has(site):
    """Every task's command is one that the program has."""
    known = program.roles()
    for task in site.tasks:
        role = site.role(task)
        if not set(role.split(",")) <= known | {"worker", "migrate"}:
            yield f"{site.name_of(task)}: the program has no role {role}"


def tasks_run_on_arm_without_root(site):
    """Tasks run on ARM64 under Fargate, from a read-only root, not as root."""
    for task in site.tasks:
        platform = task.properties.get("RuntimePlatform", {})
        if platform.get("CpuArchitecture") != "ARM64" or "FARGATE" not in task.properties["RequiresCompatibilities"]:
            yield f"{site.name_of(task)}: runs on {platform.get('CpuArchitecture')}"
        for container in task.properties["ContainerDefinitions"]:
            if str(container.get("ReadonlyRootFilesystem")).lower() != "true":
                yield f"{site.name_of(task)}: its root can be written to"
            if str(container.get("Privileged", "false")).lower() == "true" or container.get("User") in ("0", "root"):
                yield f"{site.name_of(task)}: runs as root"


def one_image_is_every_role(site):
    """One image is every role."""
    images = {container["Image"] for task in site.tasks for container in task.properties["ContainerDefinitions"]}
    if len(images) != 1:
        yield f"images: {', '.join(sorted(images))}"


def rolls_are_safe(site):
    """Every service rolls without a gap, is stopped by a circuit breaker and goes back by itself; a task has 30 seconds to end."""
    for service, task in site.services:
        rollout = service.properties.get("DeploymentConfiguration", {})
        breaker = rollout.get("DeploymentCircuitBreaker", {})
        if {str(breaker.get("Enable")).lower(), str(breaker.get("Rollback")).lower()} != {"true"}:
            yield f"{site.name_of(service)}: no circuit breaker that goes back"
        if service.properties.get("LoadBalancers") and int(rollout.get("MinimumHealthyPercent", 100)) < 100:
            yield f"{site.name_of(service)}: a roll leaves only {rollout['MinimumHealthyPercent']} % of its tasks"
        for container in task.properties["ContainerDefinitions"]:
            if int(container.get("StopTimeout", 30)) < 30:
                yield f"{site.name_of(task)}: {container['Name']} is killed after {container['StopTimeout']} seconds, in the middle of its drain"


def services_scale(site):
    """Every service scales by a policy, and in prod none below two tasks but the worker."""
    targets = {}
    for target in site.of("AWS::ApplicationAutoScaling::ScalableTarget"):
        targets[target.properties["ResourceId"]] = target
    policies = {policy.properties.get("ScalingTargetId") for policy in site.of("AWS::ApplicationAutoScaling::ScalingPolicy")}
    policies |= {policy.properties.get("ResourceId") for policy in site.of("AWS::ApplicationAutoScaling::ScalingPolicy")}
    for service, task in site.services:
        name = service.get_cfn_attribute("Name")
        target = next((one for key, one in targets.items() if key.endswith(f"/{name}")), None)
        if target is None:
            yield f"{site.name_of(service)}: nothing scales it"
            continue
        if not policies & {target.physical_resource_id, target.properties["ResourceId"]}:
            yield f"{site.name_of(service)}: no policy scales it"
        if site.name == "prod" and site.role(task) != "worker" and int(target.properties["MinCapacity"]) < 2:
            yield f"{site.name_of(service)}: may shrink to {target.properties['MinCapacity']} task in prod"
