"""The trainer as the platform meets it."""

import json
import tempfile
import threading
import time
import unittest
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.tiny import write_dataset
from trainer.config import TrainConfig, train_config
from trainer.onnx_file import append_metadata
from trainer.server import create_server


class ServerTest(unittest.TestCase):
    """A trainer on a free port."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        write_dataset(self.folder / "datasets" / "tiny", (2, 1))
        write_dataset(self.folder / "datasets" / "older", (1, 1))
        self.server = create_server(
            0, self.folder / "runs", self.folder / "datasets", self.folder / "models"
        )
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()
        self.addCleanup(self.thread.join)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.runs.stop)
        self.addCleanup(self.server.shutdown)

    def ask(self, path: str, body: Any = None, method: str | None = None) -> tuple[int, Any]:
        """Status and body; JSON where it is some."""
        content = None if body is None else json.dumps(body).encode()
        url = f"http://127.0.0.1:{self.server.server_port}{path}"
        request = Request(url, content, {"Content-Type": "application/json"}, method=method)
        try:
            with urlopen(request, timeout=30) as response:
                status, kind, text = response.status, response.headers["Content-Type"], response.read()
        except HTTPError as error:
            status, kind, text = error.code, error.headers["Content-Type"], error.read()
            error.close()
        return status, json.loads(text) if "json" in (kind or "") else text.decode()

    def test_whoever_goes_away_is_not_logged_and_what_else_fails_is_in_one_line(self) -> None:
        self.assertEqual(self.logged(ConnectionResetError()), [])
        self.assertEqual(self.logged(TimeoutError()), [])

        (line,) = self.logged(ValueError("of ours"))
        self.assertIn("of ours", json.loads(line)["reason"])

    def logged(self, failure: Exception) -> list[str]:
        """All that is written where a connection ends so."""
        with redirect_stdout(StringIO()) as said, redirect_stderr(said):
            try:
                raise failure
            except Exception:
                self.server.handle_error(None, ("172.19.0.3", 46572))
        return said.getvalue().splitlines()

    def test_operators_are_answered(self) -> None:
        for path in ("/livez", "/healthz", "/readyz"):
            self.assertEqual(self.ask(path)[0], 200)
        status, text = self.ask("/metrics")
        self.assertEqual(status, 200)
        self.assertIn('invoiceml_training_running{service="trainer"} 0\n', text)
        self.assertIn('invoiceml_ready{service="trainer"} 1\n', text)
        self.assertIn('invoiceml_training_runs_total{status="failed",service="trainer"} 0\n', text)
        self.assertRegex(text, r'process_resident_memory_bytes\{service="trainer"\} \d{7,}\n')

    def test_a_trainer_that_is_to_end_when_idle_ends(self) -> None:
        self.assertTrue(self.thread.is_alive())

        self.server.until_idle = 0.1

        self.thread.join(10)
        self.assertFalse(self.thread.is_alive())

    def test_an_unknown_data_set_is_refused(self) -> None:
        status, problem = self.ask("/runs", {"dataset": "none"})

        self.assertGreaterEqual(status, 400)
        self.assertLess(status, 500)
        self.assertIn("none", problem["detail"])

    def test_a_path_is_no_data_set(self) -> None:
        status, _ = self.ask("/runs", {"dataset": "../datasets/tiny"})

        self.assertEqual(status // 100, 4)

    def test_an_unknown_run_is_not_found(self) -> None:
        status, problem = self.ask("/runs/run_none")

        self.assertEqual((status, problem["code"]), (404, "run-not-found"))

    def test_a_run_trains_exports_and_can_be_followed(self) -> None:
        settings = {"epochs": 1, "batch": 2, "threads": 1, "loaders": 0}

        status, run = self.ask("/runs", {"dataset": "tiny", "settings": settings})
        busy, _ = self.ask("/runs", {"dataset": "tiny"})

        unknown, _ = self.ask("/runs/run_none", method="DELETE")
        self.assertEqual((status, busy, unknown), (202, 409, 404))
        ended = self.until_ended(run["id"])
        self.assertEqual(ended["history"][0]["step"], 1)
        # An untrained model may differ from itself in another runtime by nothing: the run ends well.
        self.assertEqual(ended["status"], "completed", ended.get("problem"))
        self.assertEqual(ended["manifest"]["version"], ended["version"])
        self.assertEqual(self.ask(f"/runs/{run['id']}", method="DELETE"), (204, ""))
        self.assertEqual(self.ask(f"/runs/{run['id']}")[1]["status"], "completed")

    def test_settings_that_no_run_can_have_are_refused_by_name(self) -> None:
        wrong = {"epochs": 10**12, "batch": 0, "loaders": 100_000, "seed": -1, "device": "meta"}
        settings = {**wrong, "max_minutes": 10**400}

        status, problem = self.ask("/runs", {"dataset": "tiny", "settings": settings})

        self.assertEqual((status, problem["code"]), (422, "validation-failed"))
        for name in settings:
            self.assertIn(f"{name} must be ", problem["detail"])

    def test_the_defaults_are_settings_that_a_run_can_have(self) -> None:
        self.assertEqual(train_config(asdict(TrainConfig())), TrainConfig())

    def test_numbers_that_are_none_are_refused(self) -> None:
        for text in ("NaN", "Infinity", "-Infinity"):
            status, problem = self.ask("/runs", {"settings": {"learning_rate": float(text)}})
            self.assertEqual((status, problem["code"]), (400, "malformed-json"))

        with self.assertRaisesRegex(ValueError, "learning_rate must be from 0 to 1"):
            train_config({"learning_rate": float("nan")})

    def test_a_run_asked_for_twice_under_one_key_is_one(self) -> None:
        asked = {"dataset": "tiny", "key": "trn_1", "settings": {"epochs": 1, "threads": 1, "loaders": 0}}

        _, first = self.ask("/runs", asked)
        status, second = self.ask("/runs", asked)

        self.assertEqual((status, second["id"]), (202, first["id"]))

    def test_a_run_goes_on_from_a_model_that_serves_and_measures_it_too(self) -> None:
        settings = {"epochs": 1, "batch": 2, "threads": 1, "loaders": 0}
        _, first = self.ask("/runs", {"dataset": "tiny", "settings": settings})
        served = self.until_ended(first["id"])["version"]
        made = self.folder / "runs" / first["id"] / "models" / "invoice-detector"
        (self.folder / "models").mkdir()
        made.rename(self.folder / "models" / "receipts")

        asked = {"dataset": "tiny", "replay": ["older"], "champion": served, "settings": settings}
        _, second = self.ask("/runs", asked)

        ended = self.until_ended(second["id"])
        self.assertEqual(ended["status"], "completed", ended.get("problem"))
        self.assertEqual(ended["champion"]["pages"], 1)
        self.assertEqual(ended["manifest"]["name"], "receipts")
        made = self.folder / "runs" / second["id"] / "models" / "receipts"
        self.assertTrue((made / ended["version"] / "model.onnx").exists())
        self.assertEqual(ended["manifest"]["replayed"][0]["name"], "older")

    def test_a_disk_without_room_is_a_problem_of_the_trainer(self) -> None:
        full = OSError(28, "No space left on device")

        with redirect_stdout(StringIO()) as said, patch("trainer.runs.write_json", side_effect=full):
            status, problem = self.ask("/runs", {"dataset": "tiny"})

        self.assertEqual((status, problem["code"]), (500, "internal-error"))
        self.assertIn("No space left on device", said.getvalue())

    def test_a_champion_without_weights_is_refused(self) -> None:
        status, problem = self.ask("/runs", {"dataset": "tiny", "champion": "model_none"})

        self.assertEqual((status, problem["code"]), (422, "validation-failed"))

    def test_a_champion_that_this_trainer_did_not_export_is_refused(self) -> None:
        folder = self.folder / "models" / "invoice-detector" / "yolo_export"
        folder.mkdir(parents=True)
        (folder / "model.onnx").write_bytes(b"")
        append_metadata(folder / "model.onnx", {"names": "{0: 'montant_ttc'}", "imgsz": "[640, 640]"})

        status, problem = self.ask("/runs", {"dataset": "tiny", "champion": "yolo_export"})

        self.assertEqual((status, problem["code"]), (422, "validation-failed"))
        self.assertIn("yolo_export is no model that this trainer exported", problem["detail"])

    def until_ended(self, name: str) -> Any:
        """The run, once it is over; at most ten minutes."""
        limit = time.monotonic() + 600
        while time.monotonic() < limit:
            _, run = self.ask(f"/runs/{name}")
            if run["status"] != "running":
                return run
            time.sleep(0.1)
        raise AssertionError("The run does not end")
