"""Resources that moto's other calls have to know: through moto's own CloudFormation where that is whole, by hand where it drops what counts."""

import contextlib
import json
import re
import secrets as random_secrets
import string

from moto.acm.models import acm_backends
from moto.cloudformation import parsing
from moto.cloudwatch.models import cloudwatch_backends
from moto.core.exceptions import ServiceException
from moto.ecs import ecs_backends
from moto.secretsmanager import secretsmanager_backends

from check.shim import things

# An image whose tag says so never starts here: how a deployment that fails is tried.
BROKEN = ":broken"


def make(scope, logical, kind, name, properties):
    """A resource made by moto's CloudFormation."""
    model = parsing.get_model_map()[kind]
    try:
        return model.create_from_cloudformation_json(
            name,
            {"Type": kind, "Properties": properties},
            scope.account,
            scope.region,
            LogicalId=logical,
            StackId=scope.stack_id,
            ResourceType=kind,
        )
    except ServiceException as error:
        raise things.Refused(f"{logical} ({kind}): {error.message}") from None


def forget(scope, thing):
    """Takes a resource out of moto where another of the same name would be refused."""
    if thing.moto is None or isinstance(thing.moto, Held):
        return
    model = parsing.get_model_map()[thing.type]
    with contextlib.suppress(Exception):
        model.delete_from_cloudformation_json(thing.physical_resource_id, {"Type": thing.type, "Properties": thing.properties}, scope.account, scope.region)


def _camel(value):
    if isinstance(value, list):
        return [_camel(inner) for inner in value]
    if isinstance(value, dict):
        return {key[0].lower() + key[1:]: inner if key in ("Options", "DockerLabels") else _camel(inner) for key, inner in value.items()}
    return value


class Held:
    """An object of ours in place of one of moto's."""

    def __init__(self, ref, attributes=None, inner=None):
        self.physical_resource_id = ref
        self.attributes = attributes or {}
        self.inner = inner

    def get_cfn_attribute(self, name):
        """What `Fn::GetAtt` answers."""
        return self.attributes.get(name)


def _task_definition(scope, name, properties, old):
    given = _camel(properties)
    backend = ecs_backends[scope.account][scope.region]
    definition = backend.register_task_definition(
        family=given.get("family") or name or old.inner.family,
        # moto reckons with each container's memory; under Fargate the task's is theirs.
        container_definitions=[{"memory": int(given.get("memory", 0)), **container} for container in given["containerDefinitions"]],
        volumes=given.get("volumes", []),
        network_mode=given.get("networkMode"),
        requires_compatibilities=given.get("requiresCompatibilities"),
        cpu=str(given.get("cpu", "")),
        memory=str(given.get("memory", "")),
        task_role_arn=given.get("taskRoleArn"),
        execution_role_arn=given.get("executionRoleArn"),
        runtime_platform=given.get("runtimePlatform"),
        ephemeral_storage=given.get("ephemeralStorage"),
    )
    return Held(definition.arn, {"TaskDefinitionArn": definition.arn}, definition)


def images(scope, task):
    """The images of a task definition, by its ARN."""
    definition = ecs_backends[scope.account][scope.region].describe_task_definition(task)
    return [container["image"] for container in definition.container_definitions]


def _service(scope, name, properties, old):
    given = _camel(properties)
    if any(image.endswith(BROKEN) for image in images(scope, given["taskDefinition"])):
        breaker = given.get("deploymentConfiguration", {}).get("deploymentCircuitBreaker", {})
        if str(breaker.get("enable")).lower() != "true":
            raise things.Refused(f"{name}: tasks don't start, and no circuit breaker ends the deployment: it would hang for hours")
        raise things.Refused(f"{name or old.inner.name}: ECS Deployment Circuit Breaker was triggered (tasks failed to start)")
    backend = ecs_backends[scope.account][scope.region]
    if old is None:
        service = backend.create_service(
            given["cluster"],
            name,
            int(given.get("desiredCount", 1)),
            task_definition_str=given["taskDefinition"],
            load_balancers=given.get("loadBalancers", []),
            launch_type=given.get("launchType", "FARGATE"),
            network_configuration=given.get("networkConfiguration"),
        )
    else:
        service = old.inner
        service.task_definition = given["taskDefinition"]
        service.deployments[0]["taskDefinition"] = given["taskDefinition"]
    count = service.desired_count
    service.running_count, service.pending_count = count, 0
    service.deployments[0].update(runningCount=count, pendingCount=0, rolloutState="COMPLETED", rolloutStateReason="ECS deployment completed.")
    arn = f"arn:{scope.partition}:ecs:{scope.region}:{scope.account}:service/{service.cluster_name}/{service.name}"
    return Held(arn, {"ServiceArn": arn, "Name": service.name}, service)


def _secret(scope, name, properties, old):
    if old is not None:
        return old
    value, rule = properties.get("SecretString"), properties.get("GenerateSecretString")
    if rule is not None:
        word = _word(rule)
        value = json.dumps({**json.loads(rule["SecretStringTemplate"]), rule["GenerateStringKey"]: word}) if "SecretStringTemplate" in rule else word
    backend = secretsmanager_backends[scope.account][scope.region]
    made = backend.create_secret(
        name=name,
        secret_string=value,
        secret_binary=None,
        description=properties.get("Description"),
        tags=properties.get("Tags", []),
        kms_key_id=properties.get("KmsKeyId"),
        client_request_token=None,
        replica_regions=[],
        force_overwrite=False,
    )
    arn = json.loads(made)["ARN"]
    return Held(arn, {"Id": arn})


REFERENCE = re.compile(r"\{\{resolve:(?P<service>[^:}]+):(?P<rest>[^}]*)\}\}")


def check_references(scope, logical, properties):
    """Refuses references to secrets that aren't there, have no value, or haven't the member."""
    for reference in REFERENCE.finditer(json.dumps(properties)):
        rest = re.fullmatch(r"(?P<secret>arn:(?:[^:]*:){5}[^:]+|[^:]+):SecretString(?::(?P<member>[^:]*))?(?::.*)?", reference["rest"])
        if reference["service"] != "secretsmanager" or rest is None:
            raise things.Refused(f"{logical}: the local server doesn't know {reference[0]}")
        backend = secretsmanager_backends[scope.account][scope.region]
        found = next((one for one in backend.secrets.values() if rest["secret"] in (one.arn, one.name)), None)
        if found is None:
            raise things.Refused(f"{logical}: Secrets Manager can't find the specified secret {rest['secret']}")
        value = next((version.get("secret_string") for version in found.versions.values() if "AWSCURRENT" in version["version_stages"]), None)
        if value is None:
            raise things.Refused(f"{logical}: the secret {found.name} has no value")
        if rest["member"] and rest["member"] not in json.loads(value):
            raise things.Refused(f"{logical}: Could not find a value associated with JSONKey {rest['member']} in {found.name}")


def _alarm(scope, name, properties, old):
    backend = cloudwatch_backends[scope.account][scope.region]
    name = properties.get("AlarmName") or name or old.physical_resource_id
    backend.put_metric_alarm(
        name=name,
        namespace=None,
        metric_name=None,
        comparison_operator=None,
        evaluation_periods=None,
        period=None,
        threshold=None,
        statistic=None,
        description=properties.get("AlarmDescription"),
        dimensions=[],
        alarm_actions=properties.get("AlarmActions", []),
        rule=properties["AlarmRule"],
    )
    return Held(name, {"Arn": f"arn:{scope.partition}:cloudwatch:{scope.region}:{scope.account}:alarm:{name}"})


def _certificate(scope, _name, properties, old):
    if old is not None:
        return old
    arn = acm_backends[scope.account][scope.region].request_certificate(
        properties["DomainName"], None, properties.get("SubjectAlternativeNames", []), []
    )
    return Held(arn)


def _word(rule):
    letters = "".join(sorted(set(string.ascii_letters + string.digits) - set(rule.get("ExcludeCharacters", ""))))
    return "".join(random_secrets.choice(letters) for _ in range(int(rule.get("PasswordLength", 32))))


OWN = {
    "AWS::ECS::TaskDefinition": _task_definition,
    "AWS::ECS::Service": _service,
    "AWS::SecretsManager::Secret": _secret,
    "AWS::CloudWatch::CompositeAlarm": _alarm,
    "AWS::CertificateManager::Certificate": _certificate,
}
