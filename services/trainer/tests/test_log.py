"""What the trainer logs, and where."""

import json
import os
import tempfile
import unittest
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from trainer.log import LevelFollower, destination, log


class LogTest(unittest.TestCase):
    """A log whose lines are kept."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.settings = self.folder / "settings.yaml"
        self.said = self.enterContext(redirect_stdout(StringIO()))
        self.addCleanup(self.forget)

    def forget(self) -> None:
        """The others log as before."""
        destination.level, destination.file = "info", None

    def write_level(self, level: str, second: int) -> None:
        """Settings as they are written at some second of the clock."""
        self.settings.write_text(f"monitoring:\n  log_level: {level}\n", "utf-8")
        os.utime(self.settings, (second, second))

    def messages(self) -> list[str]:
        """What was logged, without what is said of the level itself."""
        lines = [json.loads(line) for line in self.said.getvalue().splitlines()]
        return [line["message"] for line in lines if line["message"] != "log level changed"]

    def test_a_level_that_is_changed_in_the_settings_holds_without_a_restart(self) -> None:
        follower = LevelFollower({"INVOICE_SETTINGS": str(self.settings)})
        self.write_level("error", 1)
        follower.look()
        log("info", "not heard")
        self.write_level("debug", 2)

        follower.look()
        log("debug", "heard")

        self.assertEqual(self.messages(), ["heard"])

    def test_the_environment_goes_before_the_file(self) -> None:
        self.write_level("debug", 1)
        given = {"INVOICE_SETTINGS": str(self.settings), "INVOICE_MONITORING__LOG_LEVEL": "error"}

        LevelFollower(given).look()

        self.assertEqual(destination.level, "error")

    def test_what_is_no_level_changes_nothing(self) -> None:
        self.write_level("loud", 1)

        LevelFollower({"INVOICE_SETTINGS": str(self.settings)}).look()

        self.assertEqual(destination.level, "info")

    def test_lines_go_to_the_file_of_all_services_also_after_it_was_moved_aside(self) -> None:
        destination.file = self.folder / "logs" / "system.log"
        log("info", "before")
        destination.file.rename(destination.file.with_suffix(".log.1"))

        log("info", "after")

        (line,) = destination.file.read_text("utf-8").splitlines()
        self.assertEqual((json.loads(line)["message"], self.messages()), ("after", ["before", "after"]))

    def test_a_file_that_cannot_be_written_ends_nothing(self) -> None:
        (self.folder / "logs").write_text("no folder", "utf-8")
        destination.file = self.folder / "logs" / "system.log"

        with redirect_stderr(StringIO()) as complained:
            log("info", "heard")

        self.assertEqual(self.messages(), ["heard"])
        self.assertIn("log:", complained.getvalue())
