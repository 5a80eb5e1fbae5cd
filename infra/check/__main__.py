"""The command line of `script/infra check`."""

import argparse
import os
import sys

from check import compose, deployed, guard, linters, monitoring, monitoring_broken, proof
from check.report import Report

def _monitoring(report):
    """The monitoring's own checks, and then each way in which a copy is broken."""
    monitoring.run(report)
    monitoring_broken.run(report)


PARTS = {
    "yaml": linters.yaml_files,
    "templates": linters.templates,
    "rules": guard.run,
    "image": linters.image,
    "workflows": linters.workflows,
    "compose": compose.run,
    "deploy": deployed.run,
    "monitoring": _monitoring,
    "proof": proof.run,
}
# Installed for longer than all the rest takes, so it is run when it is named, or where it is installed already.
SECURITY = {"security": linters.security}


def main():
    """Runs the parts that were asked for, or all."""
    parser = argparse.ArgumentParser(prog="script/infra check", description="What can be proven of the infrastructure without an account.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join([*PARTS, *SECURITY]))
    options = parser.parse_args()
    strangers = sorted(set(options.parts) - set(PARTS) - set(SECURITY))
    if strangers:
        parser.error(f"no part {', '.join(strangers)}: there are {', '.join([*PARTS, *SECURITY])}")
    report = Report()
    here = {**PARTS, **SECURITY} if options.parts or os.environ.get("REPTIDEX_CHECKOV") else PARTS
    for name, part in here.items():
        if name in options.parts or not options.parts:
            part(report)
    if here is PARTS:
        print("checkov isn't installed, and wasn't run: script/infra check security does both, within some minutes")
    return 0 if report.close() else 1


if __name__ == "__main__":
    sys.exit(main())
