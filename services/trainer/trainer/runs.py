"""Trainings asked for over HTTP: one at a time, each in a process of its own, each a folder on disk.

A run's folder holds run.json (what was asked and what became of it), the checkpoints, train.log and, in the
end, models/<name>/<version> and champion.json, which is how the champion does on the same pages. A run that was
going on when the trainer stopped goes on when it starts again. Each process has a time by which it must have ended.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from trainer.config import train_config
from trainer.json_files import read_json, write_json
from trainer.log import log, timestamp
from trainer.onnx_file import read_metadata
from trainer.onnx_shape import shape_of
from trainer.progress import PROGRESS

# A run that the trainer did not survive twice would end it a third time.
MOST_STARTS = 2
# How often, and after what time, the end of a run is tried to be written: a disk is full for a while.
MOST_TRIES = 10
RETRY_SECONDS = 6
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")
MODEL = "invoice-detector"
# Of the last words of a process, in characters.
MOST_SAID = 2000
# Whoever waits for a document goes first.
NICENESS = 10
# A process that was asked to end has so long, then it is made to.
GRACE_SECONDS = 5.0
# Learning ends by its own clock, after a night where none is set; reading pages and the last step come on top, on a busy machine.
NIGHT_MINUTES = 720.0
SLACK_MINUTES = 15.0
# Export and measurements take a minute on two cores.
MEASURING_MINUTES = 15.0
# Of the generated pages held out; more tell little more and take their time, three times each.
MEASURED_PAGES = 100
MOST_REPLAYED = 10


class Refused(Exception):
    """A run that is not started; `status` is HTTP's, `code` names the reason."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code


class Runs:
    """The runs of one trainer. `on_end` hears how each ended."""

    def __init__(
        self, folder: Path, datasets: Path, models: Path, on_end: Callable[[str], None]
    ) -> None:
        self.folder = folder
        self.datasets = datasets
        self.models = models
        self.on_end = on_end
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.thread: threading.Thread | None = None
        self.stopping = threading.Event()
        # Set when the run that is going on is not wanted any more.
        self.cancelled = threading.Event()
        # Runs that have ended, until that is written.
        self.unwritten: dict[str, dict[str, Any]] = {}

    def is_busy(self) -> bool:
        """Whether a run is going on."""
        return self.followed() is not None

    def followed(self) -> str | None:
        """The id of the run that is going on."""
        return self.thread.name if self.thread and self.thread.is_alive() else None

    def start(self, asked: Any) -> dict[str, Any]:
        """Starts a run and returns it; the one that was started with the same key, where there is one.

        Raises Refused: bad request, unknown data set or champion, busy.
        """
        request = self.checked_request(asked)
        with self.lock:
            known = self.with_key(request["key"])
            if known:
                return known
            if self.is_busy():
                raise Refused(409, "training-busy", "A run is going on; one at a time")
            now = datetime.now(timezone.utc)
            run = {
                "id": f"run_{now:%Y%m%d%H%M%S}_{secrets.token_hex(3)}",
                "status": "running",
                "request": request,
                "version": f"invoice_model_{now:%Y%m%dT%H%M%S}",
                "model": self.model_name(request["champion"]),
                "created_at": timestamp(),
                "starts": 1,
            }
            self.save(run)
            self.follow(run)
        return run

    def go_on(self) -> None:
        """Starts again what the last stop cut off."""
        for run in self.all():
            if run["status"] != "running":
                continue
            if run["starts"] >= MOST_STARTS or self.is_busy():
                self.end(run, "failed", "The trainer stopped during the run")
                continue
            run["starts"] += 1
            self.save(run)
            self.follow(run)

    def with_key(self, key: str | None) -> dict[str, Any] | None:
        """The run that was asked for under this key."""
        same = (run for run in self.all() if key and run["request"].get("key") == key)
        return next(same, None)

    def all(self) -> list[dict[str, Any]]:
        """Every run whose file can be read, newest first."""
        found = [read_json(path, None) for path in self.folder.glob("run_*/run.json")]
        return sorted((run for run in found if run), key=lambda run: str(run["id"]), reverse=True)

    def listed(self) -> list[dict[str, Any]]:
        """Every run as it stands, newest first."""
        with self.lock:
            followed = self.followed()
            return [self.as_it_stands(run, followed) for run in self.all()]

    def as_it_stands(self, run: dict[str, Any], followed: str | None) -> dict[str, Any]:
        """A run as written down, unless more is known: it has ended, or nobody would see it end."""
        run = dict(self.unwritten.get(run["id"], run))
        if run["status"] == "running" and run["id"] != followed and not self.stopping.is_set():
            run["status"], run["problem"] = "failed", "The trainer does not follow the run any more"
        return run

    def find(self, name: str) -> dict[str, Any]:
        """One run with its progress, measurements and manifest. Raises Refused when there is none."""
        path = self.folder / name / "run.json"
        # Before the file is read: a run that ends in between is written by then.
        followed = self.followed()
        written = read_json(path, None) if NAME.match(name) else None
        if not written:
            raise Refused(404, "run-not-found", f"No run {name}")
        run = self.as_it_stands(written, followed)
        run["progress"] = read_json(path.with_name("progress.json"), None)
        run["history"] = read_json(path.with_name("history.json"), [])
        run["manifest"] = read_json(self.model_folder(run) / "manifest.json", None)
        run["champion"] = read_json(path.with_name("champion.json"), None)
        return run

    def cancel(self, name: str) -> None:
        """Ends a run that is going on, for good; one that has ended stays as it is. Raises Refused when there is none."""
        with self.lock:
            # Its folder may have been erased before.
            if self.followed() != name:
                self.find(name)
                return
            self.cancelled.set()
            process = self.process
        if process:
            end_process(process)

    def stop(self) -> None:
        """Ends the process that trains; its checkpoint stays, and the run goes on at the next start."""
        self.stopping.set()
        process = self.process
        if process:
            end_process(process)
        if self.thread and self.thread.is_alive():
            self.thread.join(20)

    def follow(self, run: dict[str, Any]) -> None:
        """Trains and exports in the background."""
        self.cancelled.clear()
        self.thread = threading.Thread(target=self.work, args=(run,), name=run["id"], daemon=True)
        self.thread.start()

    def work(self, run: dict[str, Any]) -> None:
        """Follows a run to its end, and writes down how it ended."""
        try:
            problem = self.carry_out(run)
        except Exception as error:
            log("error", "A run cannot go on", run=run["id"], reason=traceback.format_exc())
            problem = f"The trainer could not go on with the run: {error}"
        if self.cancelled.is_set():
            problem = "The run was cancelled"
        elif self.stopping.is_set():
            # Only a start that ended in a crash counts.
            run["starts"] -= 1
            return self.save(run)
        self.end(run, "failed" if problem else "completed", problem)

    def carry_out(self, run: dict[str, Any]) -> str | None:
        """The processes of a run, one after the other; why the one that failed did."""
        learning = minutes_of(run["request"])
        steps = [
            (self.train_arguments(run), learning + SLACK_MINUTES),
            (self.export_arguments(run), MEASURING_MINUTES),
        ]
        if run["request"]["champion"]:
            steps.append((self.champion_arguments(run), MEASURING_MINUTES))
        for arguments, minutes in steps:
            problem = self.call(run, arguments, minutes)
            if problem is not None or self.is_to_end():
                return problem
        return None

    def is_to_end(self) -> bool:
        """Whether nothing more is to be started for the run that is going on."""
        return self.stopping.is_set() or self.cancelled.is_set()

    def call(self, run: dict[str, Any], arguments: list[str], minutes: float) -> str | None:
        """Runs one command of the trainer, so many minutes at most; why it failed when it did."""
        output = self.folder / run["id"] / "train.log"
        with output.open("ab") as file:
            begun = file.tell()
            parent = ["--parent", str(os.getpid())]
            command = [sys.executable, "-m", "trainer", *parent, *arguments]
            # The package is found where this one was.
            place = Path(__file__).resolve().parents[1]
            # Ctrl-C is for the trainer alone: a process that it ended too would look like one that failed.
            process = subprocess.Popen(
                command, cwd=place, stdout=file, stderr=file, start_new_session=True
            )
        # Whoever was started with a lower priority keeps it.
        niceness = max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0))
        os.setpriority(os.PRIO_PROCESS, process.pid, niceness)
        self.process = process
        if self.is_to_end():
            # It was to end before there was a process.
            end_process(process)
        try:
            status = process.wait(60 * minutes)
        except subprocess.TimeoutExpired:
            end_process(process)
            return f"`{arguments[0]}` had not ended after {minutes:g} minutes and was ended"
        finally:
            self.process = None
        if status == 0:
            return None
        return describe_end(status, output.read_bytes()[begun:])

    def train_arguments(self, run: dict[str, Any]) -> list[str]:
        """`train`, always able to go on."""
        request = run["request"]
        options = ["--dataset", self.dataset(run), "--run", self.path(run), "--resume"]
        for name in request.get("replay", []):
            options += ["--replay", str((self.datasets / name).resolve())]
        if request["champion"]:
            options += ["--champion", str(self.champion(request["champion"]))]
        limits = {"max_minutes": minutes_of(request)}
        for name, value in (request["settings"] | limits).items():
            options += ["--" + name.replace("_", "-"), str(value)]
        return ["train", *options]

    def export_arguments(self, run: dict[str, Any]) -> list[str]:
        """`export` of the best checkpoint, measured on what was held out and chose no checkpoint."""
        best = str(Path(self.path(run)) / "best.pt")
        out = str(self.model_folder(run).resolve())
        pages = ["--pages", str(MEASURED_PAGES), "--unchosen"]
        return ["export", "--checkpoint", best, "--dataset", self.dataset(run), *pages, "--out", out]

    def champion_arguments(self, run: dict[str, Any]) -> list[str]:
        """`evaluate` of the champion, on the pages that its challenger was measured on."""
        champion = str(self.champion(run["request"]["champion"]))
        out = str(Path(self.path(run)) / "champion.json")
        pages = ["--pages", str(MEASURED_PAGES), "--unchosen", "--out", out]
        return ["evaluate", "--checkpoint", champion, "--dataset", self.dataset(run), *pages]

    def champion(self, name: str) -> Path:
        """The weights of a run, or of a version of the model that serves."""
        checkpoint = self.folder / name / "best.pt"
        usual = self.models / MODEL / name / "model.onnx"
        found = sorted(self.models.glob(f"*/{name}/model.onnx"))
        return next((path for path in (checkpoint, usual, *found) if path.exists()), usual).resolve()

    def model_name(self, champion: str | None) -> str:
        """The kind of model that a run makes: its champion's."""
        weights = self.champion(champion) if champion else None
        return weights.parent.parent.name if weights and weights.suffix == ".onnx" else MODEL

    def dataset(self, run: dict[str, Any]) -> str:
        """The data set's folder."""
        return str((self.datasets / run["request"]["dataset"]).resolve())

    def path(self, run: dict[str, Any]) -> str:
        """The run's folder."""
        return str((self.folder / run["id"]).resolve())

    def model_folder(self, run: dict[str, Any]) -> Path:
        """Where the run's model is once it is exported."""
        return self.folder / run["id"] / "models" / run.get("model", MODEL) / str(run["version"])

    def end(self, run: dict[str, Any], status: str, problem: str | None) -> None:
        """Writes down how a run ended; where that fails, it is known until the trainer stops."""
        run["status"] = status
        run["finished_at"] = timestamp()
        if problem:
            run["problem"] = problem
        self.unwritten[run["id"]] = run
        for _ in range(MOST_TRIES):
            try:
                self.save(run)
            except OSError as error:
                log("error", "The end of a run cannot be written", run=run["id"], reason=error.strerror)
                self.stopping.wait(RETRY_SECONDS)
                continue
            del self.unwritten[run["id"]]
            break
        self.on_end(status)

    def save(self, run: dict[str, Any]) -> None:
        """Writes run.json."""
        write_json(self.folder / run["id"] / "run.json", run)

    def checked_request(self, asked: Any) -> dict[str, Any]:
        """{dataset, replay?, champion?, settings?, key?} → the same, complete. Raises Refused naming the mistake."""
        if not isinstance(asked, dict):
            raise invalid("The body must be a JSON object")
        unknown = sorted(set(asked) - {"dataset", "replay", "champion", "settings", "key"})
        if unknown:
            raise invalid(f"Unknown: {', '.join(unknown)}")
        replay = asked.get("replay", [])
        if not isinstance(replay, list) or len(replay) > MOST_REPLAYED:
            raise invalid(f"replay must be a list of at most {MOST_REPLAYED} data sets")
        for name in (asked.get("dataset"), *replay):
            self.check_dataset(name)
        champion, key = asked.get("champion"), asked.get("key")
        if champion is not None:
            if not is_name(champion):
                raise invalid("champion must be the id of a run, or the version of a model")
            self.check_champion(champion)
        if key is not None and not is_name(key):
            raise invalid("key must be a name")
        settings = asked.get("settings", {})
        if not isinstance(settings, dict):
            raise invalid("settings must be an object")
        try:
            train_config(settings)
        except ValueError as error:
            raise invalid(str(error)) from error
        return {
            "dataset": asked["dataset"],
            "replay": replay,
            "champion": champion,
            "settings": settings,
            "key": key,
        }

    def check_champion(self, name: str) -> None:
        """Raises Refused unless there are weights of this name that a training can go on from."""
        weights = self.champion(name)
        if not weights.exists():
            raise invalid(f"There are no weights of {name}")
        try:
            if weights.suffix == ".onnx":
                shape_of(read_metadata(weights))
        except ValueError as error:
            raise invalid(f"{name} is no model that this trainer exported: {error}") from error

    def check_dataset(self, name: Any) -> None:
        """Raises Refused unless it is the name of a data set that is there."""
        if not is_name(name):
            raise invalid("dataset must be the name of a data set")
        if not (self.datasets / name / "dataset.yaml").exists():
            raise invalid(f"No data set {name}")


def minutes_of(request: dict[str, Any]) -> float:
    """How long a run may learn."""
    return request["settings"].get("max_minutes") or NIGHT_MINUTES


def end_process(process: subprocess.Popen[bytes]) -> None:
    """Ends the leader of a session with all that it has started: asks first, then makes them."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        # Its number may be another's once it is gone.
        if process.poll() is not None:
            return
        try:
            os.killpg(process.pid, number)
            process.wait(GRACE_SECONDS)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            log("warn", "A process does not end", signal=signal_name(number))


def is_name(value: Any) -> bool:
    """Whether it is one name, and no path."""
    return isinstance(value, str) and bool(NAME.match(value))


def invalid(detail: str) -> Refused:
    """What was asked for cannot be done."""
    return Refused(422, "validation-failed", detail)


def describe_end(status: int, output: bytes) -> str:
    """Why a process failed: what ended it, else what it said last."""
    if status < 0:
        hint = ": most likely there was no memory left" if -status == signal.SIGKILL else ""
        return f"The process was ended by {signal_name(-status)}{hint}"
    lines = output.decode(errors="replace").splitlines()
    said = [line for line in lines if line.strip() and not PROGRESS.match(line)]
    return said[-1].strip()[:MOST_SAID] if said else f"The process ended with {status}"


def signal_name(number: int) -> str:
    """`SIGKILL`; real-time signals have numbers alone."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
