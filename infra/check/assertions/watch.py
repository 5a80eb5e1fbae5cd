"""Logs and alarms."""

import re

from check import program
from check.site import environment


def log_groups_forget(site):
    """Every log group has a retention, and every task writes to one that is there."""
    groups = {group.physical_resource_id for group in site.of("AWS::Logs::LogGroup")}
    for group in site.of("AWS::Logs::LogGroup"):
        if not group.properties.get("RetentionInDays"):
            yield f"{site.name_of(group)}: keeps everything for ever"
        # Our key is of the site's region; what must lie in another has none.
        if not group.properties.get("KmsKeyId") and group.region == site.region:
            yield f"{site.name_of(group)}: isn't encrypted by our key"
    for task in site.tasks:
        for container in task.properties["ContainerDefinitions"]:
            options = container.get("LogConfiguration", {}).get("Options", {})
            if options.get("awslogs-group") not in groups:
                yield f"{site.name_of(task)}: {container['Name']} writes to {options.get('awslogs-group')}, which isn't there"


def _named(composite):
    return [name.rsplit(":alarm:", 1)[-1] for name in re.findall(r'ALARM\("?([^")]+)"?\)', composite.properties.get("AlarmRule", ""))]


def alarms_reach_somebody(site):
    """Every alarm reaches the topic, by itself or by the site's, and the topic has a subscription."""
    topics = {topic.physical_resource_id for topic in site.of("AWS::SNS::Topic")}
    composites = site.of("AWS::CloudWatch::CompositeAlarm")
    if not composites:
        yield "there is no alarm over all alarms"

    def tells(alarm):
        return bool(set(alarm.properties.get("AlarmActions", [])) & topics)

    heard = {alarm.physical_resource_id for alarm in site.of("AWS::CloudWatch::Alarm") + composites if tells(alarm)}
    heard |= {name for composite in composites if tells(composite) for name in _named(composite)}
    for alarm in site.of("AWS::CloudWatch::Alarm") + composites:
        # An alarm over alarms that are heard themselves needs no voice of its own.
        silent = [name for name in _named(alarm) if name not in heard] if alarm in composites else [alarm.physical_resource_id]
        if alarm.physical_resource_id not in heard and silent:
            yield f"{site.name_of(alarm)}: reaches nobody"
    for topic in site.of("AWS::SNS::Topic"):
        subscribed = topic.properties.get("Subscription") or any(one.properties["TopicArn"] == topic.physical_resource_id for one in site.of("AWS::SNS::Subscription"))
        if not subscribed:
            yield f"{site.name_of(topic)}: has no subscription"


def alarms_watch_what_is_there(site):
    """Every alarm that the site's alarm names exists, every service has alarms of processor and memory, and every store and load balancer has one."""
    known = {alarm.physical_resource_id for alarm in site.of("AWS::CloudWatch::Alarm") + site.of("AWS::CloudWatch::CompositeAlarm")}
    for composite in site.of("AWS::CloudWatch::CompositeAlarm"):
        for name in _named(composite):
            if name not in known:
                yield f"{site.name_of(composite)}: names {name}, which isn't there"
    watched = {(alarm.properties.get("MetricName"), dimension["Value"]) for alarm in site.of("AWS::CloudWatch::Alarm") for dimension in alarm.properties.get("Dimensions", [])}
    for service, _ in site.services:
        for metric in ("CPUUtilization", "MemoryUtilization"):
            if (metric, service.get_cfn_attribute("Name")) not in watched:
                yield f"{site.name_of(service)}: no alarm watches its {metric}"
    names = {name for _, name in watched}
    others = [(store, store.physical_resource_id) for store in site.of("AWS::RDS::DBInstance") + site.of("AWS::ElastiCache::ReplicationGroup")]
    others += [(one, one.get_cfn_attribute("LoadBalancerFullName")) for one in site.of("AWS::ElasticLoadBalancingV2::LoadBalancer")]
    for thing, name in others:
        # The members of a group have its name and a number.
        if not any(name == known or known.startswith(f"{name}-") for known in names):
            yield f"{site.name_of(thing)}: no alarm watches it"


def own_figures_are_written(site):
    """An alarm on a figure of our own asks for one that the program writes, for this site, and the worker is told to; or for one that a log group's filter counts."""
    namespace, dimension, written = program.written_metrics()
    counted = {
        (made["MetricNamespace"], made["MetricName"]) for thing in site.of("AWS::Logs::MetricFilter") for made in thing.properties["MetricTransformations"]
    }
    writers = [task for task in site.tasks if site.role(task) == "worker" and environment(task).get("REPTIDEX_EMF") == "true"]
    asked = set()
    for alarm in site.of("AWS::CloudWatch::Alarm"):
        space, metric = alarm.properties.get("Namespace", ""), alarm.properties.get("MetricName")
        if not space.startswith(namespace) or (space, metric) in counted:
            continue
        asked.add(metric)
        if space != namespace or metric not in written:
            yield f"{site.name_of(alarm)}: nobody writes {space} {metric}"
        named = {one["Name"]: one["Value"] for one in alarm.properties.get("Dimensions", [])}
        if named != {dimension: site.base_host}:
            yield f"{site.name_of(alarm)}: {metric} is written with {dimension}={site.base_host}, not {named}"
        if not writers:
            yield f"{site.name_of(alarm)}: no worker has REPTIDEX_EMF=true, so nobody writes {metric}"
    if "OldestJob" not in asked:
        yield "no alarm watches how long jobs wait (OldestJob)"
