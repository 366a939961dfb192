"""What the trainer tells of its memory."""

import tempfile
import unittest
from pathlib import Path

from trainer.process_metrics import limit_bytes


class LimitTest(unittest.TestCase):
    """Files as a control group writes them."""

    def limit(self, text: str) -> int | None:
        """The limit that a file with this text says."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "memory.max"
            path.write_text(f"{text}\n")
            return limit_bytes((path,))

    def test_a_container_has_the_limit_that_it_was_given(self) -> None:
        self.assertEqual(self.limit("536870912"), 536870912)

    def test_without_a_limit_none_is_told(self) -> None:
        unlimited = ("max", "9223372036854771712")
        self.assertEqual([self.limit(text) for text in unlimited], [None, None])
        self.assertIsNone(limit_bytes(()))
