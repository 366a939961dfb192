"""The trainer over HTTP, for the rest of the platform on this machine.

POST /runs {dataset, replay?, champion?, settings?, key?} → 202; GET /runs; GET and DELETE /runs/{id}; /livez, /healthz, /readyz, /metrics.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
import traceback
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from trainer.log import LevelFollower, destination, log
from trainer.process_metrics import limit_bytes, resident_bytes
from trainer.runs import Refused, Runs

PORT = 9102
LOOPBACK = "127.0.0.1"
MOST_BODY_BYTES = 65_536
LOOK_SECONDS = 2
ROOT = Path(__file__).resolve().parents[3]


def main(arguments: list[str]) -> int:
    """Serves until SIGTERM or SIGINT; 0 after an orderly end."""
    parser = argparse.ArgumentParser(prog="python3 -m trainer serve", description=__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("ADMIN_PORT") or PORT))
    # Elsewhere only where a network of its own lets in the scheduler alone.
    parser.add_argument("--host", default=os.environ.get("TRAINER_HOST") or LOOPBACK)
    parser.add_argument("--runs", type=Path, default=ROOT / "runs")
    parser.add_argument("--datasets", type=Path, default=ROOT / "datasets")
    parser.add_argument("--models", type=Path, default=ROOT / "models", help="where champions lie")
    parser.add_argument("--until-idle", type=float, help="end after so many seconds without a run")
    chosen = parser.parse_args(arguments)
    level = LevelFollower(os.environ)
    level.look()
    if folder := os.environ.get("LOG_DIR"):
        destination.file = Path(folder) / "system.log"
    server = create_server(
        chosen.port, chosen.runs, chosen.datasets, chosen.models, chosen.host
    )
    server.until_idle = chosen.until_idle
    server.level = level
    for number in (signal.SIGTERM, signal.SIGINT):
        # shutdown() waits for the loop that this handler interrupts, so another thread asks for it.
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    server.runs.go_on()
    log("info", "The trainer listens", port=server.server_port)
    server.serve_forever(poll_interval=0.2)
    server.runs.stop()
    server.server_close()
    log("info", "The trainer has stopped")
    return 0


class TrainerServer(ThreadingHTTPServer):
    """The listener and what its handlers need."""

    daemon_threads = True
    runs: Runs
    ended: Counter[str]
    until_idle: float | None = None
    busy_at: float
    level: LevelFollower | None = None
    looked_at = 0.0

    def service_actions(self) -> None:
        """The loop's turn: follows the log level, and ends when nothing was trained for long enough."""
        now = time.monotonic()
        if self.level and now - self.looked_at > LOOK_SECONDS:
            self.looked_at = now
            self.level.look()
        if self.runs.is_busy():
            self.busy_at = now
        elif self.until_idle is not None and now - self.busy_at > self.until_idle:
            threading.Thread(target=self.shutdown).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever goes away, as Prometheus and health checks do, is no trouble; anything else is, in one line."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            log("error", "A connection failed", reason=traceback.format_exc())


def create_server(
    port: int, runs: Path, datasets: Path, models: Path, host: str = LOOPBACK
) -> TrainerServer:
    """Listens on loopback unless told otherwise: whoever may train may fill the disk. Port 0 takes a free one."""
    server = TrainerServer((host, port), Handler)
    server.ended = Counter()
    server.busy_at = time.monotonic()
    server.runs = Runs(runs, datasets, models, lambda status: count_end(server.ended, status))
    return server


def count_end(ended: Counter[str], status: str) -> None:
    """For the metrics, and for whoever reads the log."""
    ended[status] += 1
    log("info" if status == "completed" else "error", f"A training run {status}")


class Handler(BaseHTTPRequestHandler):
    """Routes by method and path; every refusal is problem+json."""

    server: TrainerServer
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:  # noqa: N802 (the name is the library's)
        """Reads runs and the state of the service."""
        path = self.path.split("?")[0]
        if path in ("/livez", "/healthz", "/readyz"):
            self.answer(200, {"status": "ok"})
        elif path == "/metrics":
            self.send(200, "text/plain; version=0.0.4", self.metrics().encode())
        elif path == "/runs":
            self.guard(lambda: self.answer(200, {"runs": self.server.runs.listed()}))
        elif path.startswith("/runs/"):
            self.guard(lambda: self.answer(200, self.server.runs.find(path[6:])))
        else:
            self.refuse(Refused(404, "not-found", f"Nothing at {path}"))

    def do_POST(self) -> None:  # noqa: N802
        """Starts a run."""
        if self.path != "/runs":
            # What was sent is not read, so the connection cannot be used again.
            self.close_connection = True
            return self.refuse(Refused(404, "not-found", f"Nothing at {self.path}"))
        self.guard(self.start_run)

    def do_DELETE(self) -> None:  # noqa: N802
        """Ends a run that is going on."""
        if not self.path.startswith("/runs/"):
            return self.refuse(Refused(404, "not-found", f"Nothing at {self.path}"))
        self.guard(self.cancel_run)

    def cancel_run(self) -> None:
        """Answers once its process has ended, or was made to."""
        self.server.runs.cancel(self.path[6:])
        self.send_response(204)
        self.end_headers()

    def start_run(self) -> None:
        """Answers at once; the run is followed at its address."""
        run = self.server.runs.start(self.body())
        self.answer(202, run, {"Location": f"/runs/{run['id']}"})

    def body(self) -> Any:
        """The JSON that was sent. Raises Refused when it is none, or too long."""
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MOST_BODY_BYTES:
            self.close_connection = True
            raise Refused(413, "body-too-large", f"At most {MOST_BODY_BYTES} bytes, said beforehand")
        content = self.rfile.read(int(length))
        # A page in a browser can post anywhere, but not as JSON without being asked first.
        if self.headers.get_content_type() != "application/json":
            raise Refused(415, "unsupported-media-type", "Send application/json")
        try:
            return json.loads(content, parse_constant=refuse_constant)
        except ValueError as error:
            raise Refused(400, "malformed-json", str(error)) from error

    def guard(self, act: Any) -> None:
        """Turns a refusal into an answer, and what went wrong here into one that says no more than that."""
        try:
            act()
        except Refused as refusal:
            self.refuse(refusal)
        except (ConnectionError, TimeoutError):
            # Nobody waits for an answer any more.
            raise
        except Exception:
            log("error", "A request failed", path=self.path, reason=traceback.format_exc())
            self.refuse(Refused(500, "internal-error", "The trainer could not do it; its log says why"))

    def refuse(self, refusal: Refused) -> None:
        """RFC 9457."""
        problem = {"title": refusal.code, "status": refusal.status, "detail": str(refusal)}
        body = json.dumps({"type": f"/problems/{refusal.code}", "code": refusal.code, **problem})
        self.send(refusal.status, "application/problem+json", body.encode())

    def answer(self, status: int, value: Any, headers: dict[str, str] | None = None) -> None:
        """Sends JSON."""
        self.send(status, "application/json", json.dumps(value).encode(), headers)

    def send(
        self, status: int, kind: str, content: bytes, headers: dict[str, str] | None = None
    ) -> None:
        """Sends a whole answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def metrics(self) -> str:
        """Prometheus' text format."""
        ended = self.server.ended
        runs = {f'status="{status}",': ended[status] for status in ("completed", "failed")}
        return (
            metric("invoiceml_ready", "gauge", "Whether it can do its work now: 1 or 0", {"": 1})
            + metric(
                "invoiceml_training_running",
                "gauge",
                "Whether a training run is going on",
                {"": int(self.server.runs.is_busy())},
            )
            + metric(
                "invoiceml_training_runs_total",
                "counter",
                "Training runs that ended since the start",
                runs,
            )
            + metric(
                "invoiceml_memory_limit_bytes",
                "gauge",
                "Memory that the service may take, with its children; absent without a limit",
                {"": limit_bytes()},
            )
            + metric(
                "process_resident_memory_bytes",
                "gauge",
                "Resident memory size in bytes.",
                {"": resident_bytes()},
            )
        )

    def log_message(self, format: str, *args: Any) -> None:
        """Probes come every few seconds; they are not worth a line."""


def refuse_constant(name: str) -> None:
    """NaN and Infinity are Python's own; JSON has none."""
    raise ValueError(f"{name} is no JSON")


def metric(name: str, kind: str, meaning: str, values: dict[str, int | None]) -> str:
    """One metric in Prometheus' text format: its values by their labels, those that are not known left out."""
    lines = [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]
    for labels, value in values.items():
        if value is not None:
            lines.append(f'{name}{{{labels}service="trainer"}} {value}')
    return "\n".join(lines) + "\n"
