"""A deployed environment as the assertions see it: every resource of every stack, with its answered properties."""

import functools


class Site:
    """One environment."""

    def __init__(self, name, region, base_host, stacks):
        self.name = name
        self.region = region
        self.base_host = base_host
        self.stacks = stacks
        self.things = [thing for things in stacks.values() for thing in things.values()]

    def of(self, kind):
        """All resources of a type."""
        return [thing for thing in self.things if thing.type == kind]

    @functools.cache
    def stack_of(self, thing_id):
        """The stack that has the resource."""
        return next(name for name, things in self.stacks.items() if any(id(thing) == thing_id for thing in things.values()))

    def name_of(self, thing):
        """How a resource is called in complaints: stack and logical name."""
        return f"{self.stack_of(id(thing)).removeprefix(f'reptidex-{self.name}-')}/{thing.logical_resource_id}"

    def by_ref(self, kind, ref):
        """The resource of a type with that id, or None."""
        return next((thing for thing in self.of(kind) if thing.physical_resource_id == ref), None)

    # What most assertions begin with.
    @functools.cached_property
    def services(self):
        """Services, each with its task definition."""
        return [(service, self.by_ref("AWS::ECS::TaskDefinition", service.properties["TaskDefinition"])) for service in self.of("AWS::ECS::Service")]

    @functools.cached_property
    def tasks(self):
        """All task definitions."""
        return self.of("AWS::ECS::TaskDefinition")

    def role(self, task):
        """What a task does: `public`, …, `api`, `worker`, `migrate`."""
        words = task.properties["ContainerDefinitions"][0].get("Command", ["serve"])
        if "--only" in words:
            return words[words.index("--only") + 1]
        return words[0]

    @functools.cached_property
    def app_groups(self):
        """The security groups of the application's tasks."""
        return {
            group
            for service, _ in self.services
            for group in service.properties.get("NetworkConfiguration", {}).get("AwsvpcConfiguration", {}).get("SecurityGroups", [])
        }

    def rules_into(self, group):
        """What may come into a security group: inline rules and those that stand alone."""
        own = self.by_ref("AWS::EC2::SecurityGroup", group)
        inline = list(own.properties.get("SecurityGroupIngress", [])) if own else []
        return inline + [thing.properties for thing in self.of("AWS::EC2::SecurityGroupIngress") if thing.properties.get("GroupId") == group]

    @functools.cached_property
    def secrets(self):
        """Every secret by its ARN: those of the templates, and the ones that RDS keeps for its owners."""
        found = {thing.physical_resource_id: thing for thing in self.of("AWS::SecretsManager::Secret")}
        return found | {thing.attributes["MasterUserSecret.SecretArn"]: thing for thing in self.of("AWS::RDS::DBInstance")}


def environment(task):
    """A task's plain variables, of all its containers: name → value."""
    return {entry["Name"]: entry["Value"] for container in task.properties["ContainerDefinitions"] for entry in container.get("Environment", [])}


def secret_sources(task):
    """A task's secret variables: name → where it comes from."""
    return {entry["Name"]: entry["ValueFrom"] for container in task.properties["ContainerDefinitions"] for entry in container.get("Secrets", [])}
