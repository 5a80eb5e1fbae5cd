"""After a roll: the alarm over all alarms is watched, and when it rings the services go back to what they ran before."""

import time

from deploy.templates import Mistake


def ringing(deployment):
    """Whether the site's alarm rings, or None where there is none yet."""
    name = deployment.outputs("site").get("SiteAlarmName")
    if name is None:
        return None
    found = deployment.client("cloudwatch").describe_alarms(AlarmNames=[name], AlarmTypes=["CompositeAlarm", "MetricAlarm"])
    alarms = found["CompositeAlarms"] + found["MetricAlarms"]
    return alarms[0]["StateValue"] == "ALARM" if alarms else None


def watch(deployment, minutes):
    """Looks every ten seconds for so long; goes back and fails when the alarm rings."""
    if not deployment.rolled or minutes <= 0:
        return
    deployment.say(f"Watching the site's alarm for {minutes:g} minutes.")
    until = time.monotonic() + minutes * 60
    while time.monotonic() < until:
        if ringing(deployment):
            deployment.say("The site's alarm rings: going back.")
            deployment.back()
            raise Mistake("The site's alarm rang after the roll; the services are back at what they ran before. What rang: look at the alarms.")
        time.sleep(min(10, max(0.1, until - time.monotonic())))
