"""`script/infra local`: the local server by itself, to follow docs/deploy.md by hand."""

import argparse
import signal
import threading

from check.shim import server


def main():
    """Runs until it is told to stop."""
    parser = argparse.ArgumentParser(prog="script/infra local", description="An AWS on loopback that keeps what is deployed until it ends.")
    parser.add_argument("--port", type=int, default=0, help="any free one otherwise")
    running, address = server.start(parser.parse_args().port)
    print("The local server listens. In another terminal:")
    print(f"    export AWS_ENDPOINT_URL={address} AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=eu-central-1", flush=True)
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    stop.wait()
    running.stop()


if __name__ == "__main__":
    main()
