"""What becomes of a run when the trainer, its disk or its processes fail."""

import json
import sys
import tempfile
import threading
import time
import unittest
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.tiny import write_dataset
from trainer.json_files import write_json
from trainer.runs import Refused, Runs

FULL = OSError(28, "No space left on device")


class RunsTest(unittest.TestCase):
    """Runs whose processes are a line of shell in place of Python."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        write_dataset(self.folder / "datasets" / "tiny", (1, 1))
        self.enterContext(redirect_stdout(StringIO()))
        self.ends: list[str] = []
        self.runs = self.create()
        # Whichever is the last one.
        self.addCleanup(lambda: self.runs.stop())

    def create(self) -> Runs:
        """A trainer that has just started."""
        datasets, models = self.folder / "datasets", self.folder / "models"
        return Runs(self.folder / "runs", datasets, models, self.ends.append)

    def becomes(self, line: str) -> None:
        """What every process of a run does from now on."""
        program = self.folder / "program"
        program.write_text(f"#!/bin/sh\n{line}\n", "utf-8")
        program.chmod(0o755)
        self.enterContext(patch.object(sys, "executable", str(program)))

    def written(self, name: str) -> Any:
        """run.json."""
        return json.loads((self.folder / "runs" / name / "run.json").read_text("utf-8"))

    def until_it_runs(self) -> None:
        """Waits for the process of the run that is going on."""
        deadline = time.monotonic() + 30
        while self.runs.process is None:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.01)

    def until_nobody_follows(self) -> None:
        """Waits for the thread of the run that is going on."""
        thread = self.runs.thread
        assert thread is not None
        thread.join(30)
        self.assertFalse(thread.is_alive())

    def test_a_run_outlives_any_number_of_orderly_restarts(self) -> None:
        self.becomes("exec sleep 60")
        run = self.runs.start({"dataset": "tiny"})

        for _ in range(3):
            self.runs.stop()
            self.runs = self.create()
            self.runs.go_on()

        self.assertEqual(self.runs.find(run["id"])["status"], "running")
        self.assertTrue(self.runs.is_busy())

    def test_a_process_that_starts_while_the_trainer_stops_is_ended_too(self) -> None:
        self.becomes("exec sleep 60")
        self.runs.stop()

        run = self.runs.start({"dataset": "tiny"})

        self.until_nobody_follows()
        self.assertEqual((self.written(run["id"])["status"], self.ends), ("running", []))

    def test_a_run_that_the_trainer_did_not_survive_twice_fails(self) -> None:
        run = {"id": "run_1", "status": "running", "starts": 2}
        write_json(self.folder / "runs" / "run_1" / "run.json", run)

        self.runs.go_on()

        self.assertEqual(self.written("run_1")["status"], "failed")
        self.assertEqual(self.ends, ["failed"])

    def test_a_run_whose_file_is_damaged_is_as_if_it_was_not_there(self) -> None:
        (self.folder / "runs" / "run_1").mkdir(parents=True)
        (self.folder / "runs" / "run_1" / "run.json").write_bytes(b"")

        self.runs.go_on()

        self.assertEqual(self.runs.listed(), [])
        with self.assertRaisesRegex(Refused, "No run run_1"):
            self.runs.find("run_1")

    def test_a_run_whose_process_cannot_be_started_fails_with_the_reason(self) -> None:
        self.becomes("exit 0")
        (self.folder / "program").chmod(0o644)

        run = self.runs.start({"dataset": "tiny"})
        self.until_nobody_follows()

        found = self.runs.find(run["id"])
        self.assertEqual(found["status"], "failed")
        self.assertIn("Permission denied", found["problem"])
        self.assertEqual(self.ends, ["failed"])

    def test_a_run_that_is_killed_says_so_and_not_how_far_it_was(self) -> None:
        self.becomes("echo 'epoch 1/3 ━━━─── 41%  loss 3.214'; kill -KILL $$")

        run = self.runs.start({"dataset": "tiny"})
        self.until_nobody_follows()

        problem = self.runs.find(run["id"])["problem"]
        self.assertTrue(problem.startswith("The process was ended by SIGKILL"), problem)

    def test_how_far_a_run_was_is_not_why_it_failed(self) -> None:
        self.becomes("echo no luck; echo 'epoch 1/3 ━━━─── 41%  loss 3.214'; exit 3")

        run = self.runs.start({"dataset": "tiny"})
        self.until_nobody_follows()

        self.assertEqual(self.runs.find(run["id"])["problem"], "no luck")

    def test_a_process_that_hangs_is_ended_and_the_next_run_can_begin(self) -> None:
        self.becomes("trap '' TERM; while :; do sleep 1; done")

        with patch("trainer.runs.SLACK_MINUTES", 0.0), patch("trainer.runs.GRACE_SECONDS", 0.3):
            run = self.runs.start({"dataset": "tiny", "settings": {"max_minutes": 0.005}})
            self.until_nobody_follows()

        found = self.runs.find(run["id"])
        self.assertEqual(found["status"], "failed")
        self.assertIn("`train` had not ended after 0.005 minutes", found["problem"])
        self.assertFalse(self.runs.is_busy())

    def test_a_run_that_is_cancelled_has_failed_and_does_not_go_on_later(self) -> None:
        self.becomes("exec sleep 60")
        run = self.runs.start({"dataset": "tiny"})

        self.runs.cancel(run["id"])
        self.until_nobody_follows()

        self.assertEqual(self.written(run["id"])["problem"], "The run was cancelled")
        self.runs = self.create()
        self.runs.go_on()
        self.assertFalse(self.runs.is_busy())

    def test_a_run_can_be_cancelled_whose_folder_is_gone(self) -> None:
        self.becomes("exec sleep 60")
        run = self.runs.start({"dataset": "tiny"})
        self.until_it_runs()
        (self.folder / "runs" / run["id"]).rename(self.folder / "gone")

        self.runs.cancel(run["id"])

        self.until_nobody_follows()
        self.assertEqual(self.ends, ["failed"])

    def test_an_end_is_written_once_the_disk_has_room_again(self) -> None:
        self.becomes("exit 0")
        tries = [None, FULL, FULL, None]

        with patch("trainer.runs.RETRY_SECONDS", 0), refusing(tries):
            run = self.runs.start({"dataset": "tiny"})
            self.until_nobody_follows()

        self.assertEqual(self.written(run["id"])["status"], "completed")
        self.assertEqual(self.ends, ["completed"])

    def test_an_end_that_cannot_be_written_is_known_all_the_same(self) -> None:
        self.becomes("echo no luck; exit 1")

        with patch("trainer.runs.RETRY_SECONDS", 0), refusing([None] + [FULL] * 100):
            run = self.runs.start({"dataset": "tiny"})
            self.until_nobody_follows()

        self.assertEqual(self.written(run["id"])["status"], "running")
        found = self.runs.find(run["id"])
        self.assertEqual((found["status"], found["problem"]), ("failed", "no luck"))
        self.assertEqual([listed["status"] for listed in self.runs.listed()], ["failed"])
        self.assertEqual(self.ends, ["failed"])

    def test_a_run_that_nobody_follows_has_failed(self) -> None:
        self.becomes("exit 0")

        none_left = RuntimeError("can't start new thread")
        started = patch.object(threading.Thread, "start", side_effect=none_left)
        with started, self.assertRaises(RuntimeError):
            self.runs.start({"dataset": "tiny"})

        (listed,) = self.runs.listed()
        found = self.runs.find(listed["id"])
        self.assertEqual((listed["status"], found["status"]), ("failed", "failed"))
        self.assertIn("follow", found["problem"])


def refusing(tries: list[OSError | None]) -> Any:
    """Writing of run.json, each time as the next of `tries` says."""
    left = iter(tries)

    def write(path: Path, value: Any) -> None:
        problem = next(left)
        if problem:
            raise problem
        write_json(path, value)

    return patch("trainer.runs.write_json", write)
