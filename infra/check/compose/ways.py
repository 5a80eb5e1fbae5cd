"""nginx with the file of compose.yaml before stand-ins for the services: which host reaches whom."""

import http.client
import http.server
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time

from check import program

SITE = "reptidex.localhost"
SBIN = "/usr/local/sbin:/usr/sbin:/sbin"


class Stand(http.server.BaseHTTPRequestHandler):
    """Says whose place it takes, and what it was told."""

    def answer(self):
        """To whatever is asked."""
        body = f"{self.server.service}|{self.headers.get('Host')}|{self.headers.get('X-Forwarded-For')}".encode()
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_PUT = do_POST = do_OPTIONS = answer

    def log_message(self, *_arguments):  # pylint: disable=arguments-differ
        """Quiet."""


def _free():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Front:
    """nginx, and a stand-in for each service that it knows."""

    def __init__(self, folder):
        self.place = tempfile.TemporaryDirectory(prefix="reptidex-front-")
        text = (folder / "compose/nginx.conf").read_text(encoding="utf-8")
        self.stands = {}
        for service in set(re.findall(r" ([a-z-]+):(?:8080|3900);", text)):
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stand)
            server.service = service
            threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
            self.stands[service] = server
            text = re.sub(rf" {service}:(?:8080|3900);", f" 127.0.0.1:{server.server_port};", text)
        self.port, self.inner = _free(), _free()
        text = text.replace("listen 8080", f"listen 127.0.0.1:{self.port}").replace("listen 8081", f"listen 127.0.0.1:{self.inner}")
        text = text.replace("/tmp/", f"{self.place.name}/").replace("/dev/stdout who", "off").replace("/dev/stderr", f"{self.place.name}/error.log")
        text = text.replace("/etc/nginx/proxy.conf", str(folder / "cluster/proxy.conf"))
        self.file = pathlib.Path(self.place.name) / "nginx.conf"
        self.file.write_text(text, encoding="utf-8")
        self.file.parent.chmod(0o755)
        self.running = None

    def start(self, program_path):
        """Starts it; what it says when it doesn't."""
        self.running = subprocess.Popen(  # noqa: S603
            [program_path, "-p", self.place.name, "-c", self.file, "-e", f"{self.place.name}/error.log"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(100):
            if self.running.poll() is not None:
                return self.running.stdout.read()
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return None
            except OSError:
                time.sleep(0.05)
        return "it doesn't listen"

    def ask(self, host, method="GET", headers=None, port=None):
        """(status, headers, body)."""
        connection = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=10)
        connection.request(method, "/x", headers={"Host": host, **(headers or {})})
        answer = connection.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read().decode()
        connection.close()
        return found

    def close(self):
        """Ends it all."""
        if self.running and self.running.poll() is None:
            self.running.terminate()
            self.running.wait(10)
        for server in self.stands.values():
            server.shutdown()
        self.place.cleanup()


def hosts_reach_their_service(compose):
    """Every house of the program reaches the service of its role through nginx, the store takes parts from the breeder portal of the same site only"""
    nginx = shutil.which("nginx") or shutil.which("nginx", path=SBIN)
    if nginx is None:
        yield "nginx isn't here: script/bootstrap --for infra installs it"
        return
    front = Front(compose.folder)
    try:
        said = front.start(nginx)
        if said:
            yield said
            return
        yield from _houses(front)
        yield from _store(front)
    finally:
        front.close()


def _houses(front):
    wanted = {f"{label}.{SITE}" if label else SITE: role for label, role in program.houses().items()}
    wanted |= {f"www.{SITE}": "public", "example.org": "public", f"objects.{SITE}": "objects"}
    for host, role in wanted.items():
        status, _, body = front.ask(f"{host}:8080", headers={"X-Forwarded-For": "9.9.9.9"})
        if status != 200 or body != f"{role}|{host}:8080|9.9.9.9, 127.0.0.1":
            yield f"{host}: {status} {body}, not {role}"
    status, _, body = front.ask("front", port=front.inner)
    if (status, body) != (200, "ok\n"):
        yield f"the inner port says {status} {body}"


def _store(front):
    store = f"objects.{SITE}:8080"
    for origin, allowed in ((f"http://breeder.{SITE}:8080", True), ("http://breeder.example.org", False), (f"http://{SITE}:8080", False), (f"http://breeder.{SITE}:80", False)):
        for method in ("OPTIONS", "PUT"):
            status, headers, body = front.ask(store, method, {"Origin": origin, "Access-Control-Request-Method": "PUT", "Content-Length": "0"})
            if (headers.get("Access-Control-Allow-Origin") == origin) != allowed:
                yield f"{method} from {origin}: {status} {headers}"
            if method == "OPTIONS" and (status != 204 or headers.get("Access-Control-Allow-Methods") != "PUT"):
                yield f"a question from {origin} is answered {status} {headers}"
            if method == "PUT" and body.split("|")[:2] != ["objects", store]:
                yield f"a part from {origin} reaches {body}"


CHECKS = (hosts_reach_their_service,)
