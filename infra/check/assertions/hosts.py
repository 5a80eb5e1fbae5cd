"""From a host name to the task that answers it."""

import fnmatch

from check import program

RULE = "AWS::ElasticLoadBalancingV2::ListenerRule"
GROUP = "AWS::ElasticLoadBalancingV2::TargetGroup"


def _hosts_of(rule):
    for condition in rule.properties["Conditions"]:
        if condition.get("Field") == "host-header":
            yield from condition.get("HostHeaderConfig", {}).get("Values", condition.get("Values", []))


def _forwards(rule):
    for action in rule.properties["Actions"]:
        if action["Type"] == "forward":
            given = [entry["TargetGroupArn"] for entry in action.get("ForwardConfig", {}).get("TargetGroups", [])]
            yield from given or [action["TargetGroupArn"]]


def _full(site, label):
    return f"{label}.{site.base_host}" if label else site.base_host


def _services_behind(site, group):
    return [
        (service, task)
        for service, task in site.services
        if any(entry.get("TargetGroupArn") == group for entry in service.properties.get("LoadBalancers", []))
    ]


def every_house_has_a_host_rule(site):
    """Every house of the program has a host rule."""
    known = {host for rule in site.of(RULE) for host in _hosts_of(rule)}
    for label, role in program.houses().items():
        host = _full(site, label)
        if host not in known:
            yield f"{host} (role {role}): no listener rule has this host"


def every_rule_leads_to_a_service(site):
    """Every host rule has a target group with a service behind it."""
    for rule in site.of(RULE):
        if not any(_hosts_of(rule)):
            continue
        groups = list(_forwards(rule))
        answered = any(action["Type"] in ("fixed-response", "redirect") for action in rule.properties["Actions"])
        if not groups and not answered:
            yield f"{site.name_of(rule)}: forwards to nothing"
        for group in groups:
            if site.by_ref(GROUP, group) is None:
                yield f"{site.name_of(rule)}: its target group {group} isn't there"
            elif not _services_behind(site, group):
                yield f"{site.name_of(rule)}: no service is behind its target group"


def every_host_reaches_its_own_role(site):
    """Every host reaches the role that serves it."""
    for rule in site.of(RULE):
        for host in _hosts_of(rule):
            label = host.removesuffix(site.base_host).removesuffix(".")
            role = program.houses().get("" if label == "www" else label)
            if role is None:
                yield f"{site.name_of(rule)}: the program has no house for {host}"
                continue
            for group in _forwards(rule):
                for service, task in _services_behind(site, group):
                    if role not in site.role(task).split(","):
                        yield f"{host} needs the role {role}, and {site.name_of(service)} serves {site.role(task)}"


def every_target_group_is_used(site):
    """Every target group has a rule before it and a service behind it, at a port that the container opens."""
    ruled = {group for rule in site.of(RULE) for group in _forwards(rule)}
    for group in site.of(GROUP):
        if group.physical_resource_id not in ruled:
            yield f"{site.name_of(group)}: no rule leads to it"
        for service, task in _services_behind(site, group.physical_resource_id):
            for entry in service.properties["LoadBalancers"]:
                container = next((one for one in task.properties["ContainerDefinitions"] if one["Name"] == entry["ContainerName"]), None)
                ports = [str(mapping["ContainerPort"]) for mapping in (container or {}).get("PortMappings", [])]
                if str(entry["ContainerPort"]) not in ports or str(group.properties["Port"]) != str(entry["ContainerPort"]):
                    yield f"{site.name_of(service)}: port {entry['ContainerPort']} isn't one that {entry['ContainerName']} opens"


def health_is_asked_where_it_is_answered(site):
    """Target groups ask for health at an address that the program answers, and drain no longer than a task may take to end."""
    for group in site.of(GROUP):
        path = group.properties.get("HealthCheckPath")
        if path not in ("/health", "/api/v1/health", "/api/v1/health/ready"):
            yield f"{site.name_of(group)}: health is asked at {path}"
        given = {entry["Key"]: entry["Value"] for entry in group.properties.get("TargetGroupAttributes", [])}
        delay = int(given.get("deregistration_delay.timeout_seconds", 300))
        if delay > 120:
            yield f"{site.name_of(group)}: keeps a leaving task for {delay} seconds"


def priorities_differ(site):
    """No two rules of a listener have the same priority."""
    seen = {}
    for rule in site.of(RULE):
        place = (rule.properties["ListenerArn"], str(rule.properties["Priority"]))
        if place in seen:
            yield f"{site.name_of(rule)} and {seen[place]}: priority {place[1]}"
        seen[place] = site.name_of(rule)


def strangers_are_turned_away(site):
    """A host that nobody knows reaches no task, and HTTP is told to come by HTTPS."""
    listeners = site.of("AWS::ElasticLoadBalancingV2::Listener")
    if not listeners:
        yield "there is no listener"
    for listener in listeners:
        kinds = {action["Type"] for action in listener.properties["DefaultActions"]}
        wanted = {"redirect"} if listener.properties["Protocol"] == "HTTP" else {"fixed-response", "redirect"}
        if not kinds <= wanted:
            yield f"{site.name_of(listener)}: its default is {', '.join(sorted(kinds))}"


def every_house_has_a_name(site):
    """Every house has a record in DNS and stands in a certificate of the load balancer or the CDN."""
    records = {record.properties["Name"].rstrip(".") for record in site.of("AWS::Route53::RecordSet")}
    for group in site.of("AWS::Route53::RecordSetGroup"):
        records |= {record["Name"].rstrip(".") for record in group.properties["RecordSets"]}
    named = set()
    for certificate in site.of("AWS::CertificateManager::Certificate"):
        named |= {certificate.properties["DomainName"], *certificate.properties.get("SubjectAlternativeNames", [])}
    for label in program.houses():
        host = _full(site, label)
        if not any(fnmatch.fnmatch(host, record) for record in records):
            yield f"{host}: no record in DNS"
        parent = "*." + host.split(".", 1)[1]
        if host not in named and parent not in named:
            yield f"{host}: in no certificate"


def admin_is_guarded_in_prod(site):
    """In prod the admin portal has an address list or an OIDC sign-in before it."""
    if site.name != "prod":
        return
    host = _full(site, "admin")
    rules = [rule for rule in site.of(RULE) if host in _hosts_of(rule)]
    for rule in rules:
        by_address = any(condition.get("Field") == "source-ip" for condition in rule.properties["Conditions"])
        by_oidc = any(action["Type"] == "authenticate-oidc" for action in rule.properties["Actions"])
        if list(_forwards(rule)) and not by_address and not by_oidc:
            yield f"{site.name_of(rule)}: {host} is open to everybody"
    if not rules:
        yield f"{host}: no rule"
