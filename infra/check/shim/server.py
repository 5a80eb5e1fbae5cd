"""The local server: moto with the shim, on loopback, in this process."""

import logging
import os

# Before moto is imported: nothing of a real account may be asked for.
os.environ.setdefault("AWS_ACCESS_KEY_ID", "local")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "local")
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"

from moto.cloudformation.models import cloudformation_backends
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ecs import models as ecs
from moto.moto_api import state_manager
from moto.server import ThreadedMotoServer

from check.shim import engine, live

ACCOUNT = "123456789012"


def _containers_that_may_fail():
    """A task of an image that is broken on purpose ends with 1."""
    begin = ecs.Container.__init__

    def init(self, task_def):
        begin(self, task_def)
        if any(container["image"].endswith(live.BROKEN) for container in task_def.container_definitions):
            self.exitCode = 1

    ecs.Container.__init__ = init
    # moto asks for it and doesn't always set it.
    NetworkInterface.private_dns_name = ""


def start(port=0):
    """Starts it; its address."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    engine.install()
    _containers_that_may_fail()
    state_manager.set_transition("ecs::task", {"progression": "immediate"})
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    return server, f"http://{host}:{port}"


def stacks(region):
    """The stacks of a region, by name, each as its things by logical name."""
    backend = cloudformation_backends[ACCOUNT][region]
    return {stack.name: dict(stack.resource_map.things) for stack in backend.stacks.values()}
