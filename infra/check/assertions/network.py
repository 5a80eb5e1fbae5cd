"""Who reaches whom."""

import urllib.parse

from check.site import environment


def _data_groups(site):
    for database in site.of("AWS::RDS::DBInstance"):
        yield database, database.properties.get("VPCSecurityGroups", []), "5432"
    for cache in site.of("AWS::ElastiCache::ReplicationGroup"):
        yield cache, cache.properties.get("SecurityGroupIds", []), "6379"


def data_stores_accept_the_application_only(site):
    """PostgreSQL and Redis accept the application's security group only, at their port."""
    found = False
    for store, groups, port in _data_groups(site):
        found = True
        if not groups:
            yield f"{site.name_of(store)}: has no security group, so the network's default one"
        for group in groups:
            if site.by_ref("AWS::EC2::SecurityGroup", group) is None:
                yield f"{site.name_of(store)}: its group {group} isn't one of ours"
            rules = site.rules_into(group)
            if not rules:
                yield f"{site.name_of(store)}: nobody may reach it"
            for rule in rules:
                source = rule.get("SourceSecurityGroupId")
                if source not in site.app_groups:
                    yield f"{site.name_of(store)}: accepts {source or rule.get('CidrIp') or rule.get('CidrIpv6') or rule}, which isn't the application's group"
                if {str(rule.get("FromPort")), str(rule.get("ToPort"))} != {port}:
                    yield f"{site.name_of(store)}: accepts ports {rule.get('FromPort')} to {rule.get('ToPort')}, not {port}"
    if not found:
        yield "there is no data store"


def only_the_load_balancer_is_open_to_the_world(site):
    """Only the load balancer accepts the world, at 80 and 443."""
    balancer = {group for one in site.of("AWS::ElasticLoadBalancingV2::LoadBalancer") for group in one.properties["SecurityGroups"]}
    for group in site.of("AWS::EC2::SecurityGroup"):
        for rule in site.rules_into(group.physical_resource_id):
            if "0.0.0.0/0" not in (rule.get("CidrIp"), rule.get("CidrIpv6")) and rule.get("CidrIpv6") != "::/0":
                continue
            if group.physical_resource_id not in balancer:
                yield f"{site.name_of(group)}: is open to the world"
            elif str(rule.get("FromPort")) not in ("80", "443") or str(rule.get("FromPort")) != str(rule.get("ToPort")):
                yield f"{site.name_of(group)}: is open to the world at {rule.get('FromPort')} to {rule.get('ToPort')}"


def _ways_out(site, subnet):
    tables = [
        association.properties["RouteTableId"]
        for association in site.of("AWS::EC2::SubnetRouteTableAssociation")
        if association.properties["SubnetId"] == subnet
    ]
    return [route.properties for route in site.of("AWS::EC2::Route") if route.properties["RouteTableId"] in tables], bool(tables)


def subnets_have_the_ways_out_that_belong_to_them(site):
    """Tasks go out through NAT, stores nowhere, and only the load balancer stands in public subnets."""
    tasks, stores = set(), set()
    for service, _ in site.services:
        network = service.properties["NetworkConfiguration"]["AwsvpcConfiguration"]
        tasks |= set(network["Subnets"])
        if network.get("AssignPublicIp", "DISABLED") != "DISABLED":
            yield f"{site.name_of(service)}: its tasks have public addresses"
    for group in site.of("AWS::RDS::DBSubnetGroup") + site.of("AWS::ElastiCache::SubnetGroup"):
        stores |= set(group.properties["SubnetIds"])
    names = {subnet.physical_resource_id: site.name_of(subnet) for subnet in site.of("AWS::EC2::Subnet")}
    for subnet in sorted(tasks):
        routes, _ = _ways_out(site, subnet)
        if not any("NatGatewayId" in route for route in routes) or any("GatewayId" in route for route in routes):
            yield f"{names.get(subnet, subnet)}: tasks don't go out through NAT"
    for subnet in sorted(stores):
        routes, own = _ways_out(site, subnet)
        if not own:
            yield f"{names.get(subnet, subnet)}: has no route table of its own"
        for route in routes:
            yield f"{names.get(subnet, subnet)}: stores have a way out to {route.get('DestinationCidrBlock')}"
    for database in site.of("AWS::RDS::DBInstance"):
        if str(database.properties.get("PubliclyAccessible", "true")).lower() != "false":
            yield f"{site.name_of(database)}: has a public address"


def two_zones(site):
    """Load balancer, tasks and stores stand in two zones, and in prod each zone has a NAT."""
    zones = {subnet.physical_resource_id: subnet.properties["AvailabilityZone"] for subnet in site.of("AWS::EC2::Subnet")}
    users = [(service, service.properties["NetworkConfiguration"]["AwsvpcConfiguration"]["Subnets"]) for service, _ in site.services]
    users += [(one, one.properties["Subnets"]) for one in site.of("AWS::ElasticLoadBalancingV2::LoadBalancer")]
    users += [(one, one.properties["SubnetIds"]) for one in site.of("AWS::RDS::DBSubnetGroup") + site.of("AWS::ElastiCache::SubnetGroup")]
    for thing, subnets in users:
        if len({zones.get(subnet) for subnet in subnets}) < 2:
            yield f"{site.name_of(thing)}: stands in one zone"
    if site.name == "prod" and len(site.of("AWS::EC2::NatGateway")) < 2:
        yield "prod has one NAT gateway for two zones"


def the_network_is_seen(site):
    """The network keeps flow logs, and S3 is reached without NAT."""
    if not site.of("AWS::EC2::FlowLog"):
        yield "no flow log"
    if not any(endpoint.properties["ServiceName"].endswith(".s3") for endpoint in site.of("AWS::EC2::VPCEndpoint")):
        yield "no endpoint for S3"


def traces_get_out(site):
    """Where tasks send traces, their security group may call that port, and nowhere otherwise."""
    endpoints = {environment(task).get("OTEL_EXPORTER_OTLP_ENDPOINT") for _, task in site.services} - {None, ""}
    wanted = {str(urllib.parse.urlsplit(endpoint).port or 80) for endpoint in endpoints}
    for group in site.app_groups:
        rules = site.by_ref("AWS::EC2::SecurityGroup", group).properties.get("SecurityGroupEgress", [])
        open_ports = {str(rule["FromPort"]) for rule in rules if "traces" in rule.get("Description", "")}
        for port in sorted(wanted - open_ports):
            yield f"tasks send traces to port {port}, which their security group doesn't let them call"
        for port in sorted(open_ports - wanted):
            yield f"nobody sends traces to port {port}, which is open"
