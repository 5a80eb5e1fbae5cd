"""The command line of `script/infra check`."""

import argparse
import sys

from check import compose, deployed, linters, monitoring, proof
from check.report import Report

PARTS = {
    "yaml": linters.yaml_files,
    "templates": linters.templates,
    "image": linters.image,
    "workflows": linters.workflows,
    "compose": compose.run,
    "deploy": deployed.run,
    "monitoring": monitoring.run,
    "proof": proof.run,
}
# Parts that are run when they are named: cfn-guard takes minutes to compile and checkov to install, and most of what their rules say the deployed
# stacks are asked, too.
NAMED = {"rules": linters.rules, "security": linters.security}


def main():
    """Runs the parts that were asked for, or all."""
    parser = argparse.ArgumentParser(prog="script/infra check", description="What can be proven of the infrastructure without an account.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS) + "; by name only: " + ", ".join(NAMED))
    options = parser.parse_args()
    strangers = sorted(set(options.parts) - set(PARTS) - set(NAMED))
    if strangers:
        parser.error(f"no part {', '.join(strangers)}: there are {', '.join(PARTS)}")
    report = Report()
    for name, part in {**PARTS, **NAMED}.items():
        if name in options.parts or (not options.parts and name in PARTS):
            part(report)
    return 0 if report.close() else 1


if __name__ == "__main__":
    sys.exit(main())
