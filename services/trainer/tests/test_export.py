"""What is exported is what was trained, or nothing is."""

import hashlib
import json
import math
import os
import shlex
import sys
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

import torch

from tests.tiny import LABELS, SHAPE, write_dataset
from trainer.dataset import Pages, read_pages
from trainer.export import export
from trainer.model import Detector
from trainer.onnx_runtime import NODE, default_command

LIAR = """
import json, sys
shape = [1, {rows}, {cells}]
open(sys.argv[3], 'wb').write(bytes(4 * shape[1] * shape[2]))
print(json.dumps({{'shape': shape, 'median_ms': 1.0, 'p95_ms': 1.0}}))
"""


class ExportTest(unittest.TestCase):
    """A small detector, untrained, through the whole export."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        dataset = write_dataset(self.folder / "tiny", (1, 1))
        torch.manual_seed(0)
        self.model = Detector(SHAPE)
        self.pages = Pages(read_pages(dataset, "val", LABELS), SHAPE, None)
        self.target = self.folder / "models" / "invoice-detector" / "v1"

    @unittest.skipUnless(NODE.exists() and os.access(NODE, os.X_OK), "Node's packages are not installed")
    def test_the_platforms_runtime_agrees_and_the_manifest_says_what_the_file_is(self) -> None:
        manifest = export(self.model, self.pages, self.target, default_command(), {"seed": 1})

        content = (self.target / "model.onnx").read_bytes()
        written = json.loads((self.target / "manifest.json").read_text("utf-8"))
        self.assertEqual(written, manifest)
        self.assertEqual(manifest["name"], "invoice-detector")
        self.assertEqual(manifest["version"], "v1")
        self.assertEqual(manifest["labels"], list(LABELS))
        self.assertEqual(manifest["inputs"]["images"]["shape"], [1, 3, SHAPE.height, SHAPE.width])
        self.assertEqual(manifest["bytes"], len(content))
        self.assertEqual(manifest["sha256"], hashlib.sha256(content).hexdigest())
        self.assertLessEqual(manifest["comparison"]["largest_probability_difference"], 1e-3)

    def test_the_runtime_is_found_where_only_the_system_has_node(self) -> None:
        with patch("trainer.onnx_runtime.NODE", self.folder / "node_modules" / ".bin" / "node"):
            command = shlex.split(default_command())

        self.assertEqual(command[0], "node")

    def test_a_runtime_that_hangs_is_ended_and_leaves_no_model(self) -> None:
        hanging = shlex.join([sys.executable, "-c", "import time; time.sleep(60)"])

        hurried = patch("trainer.onnx_runtime.MOST_SECONDS", 0.2)
        with hurried, self.assertRaisesRegex(RuntimeError, "cannot be compared: .* timed out"):
            export(self.model, self.pages, self.target, hanging, {})

        self.assertFalse(self.target.exists())

    def test_a_runtime_that_answers_otherwise_leaves_no_model(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "differs from PyTorch"):
            export(self.model, self.pages, self.target, self.liar(), {})

        self.assertEqual(list(self.target.parent.iterdir()), [])

    def test_a_model_that_answers_no_numbers_is_not_kept(self) -> None:
        with torch.no_grad():
            for weights in self.model.parameters():
                weights.fill_(math.nan)

        with self.assertRaisesRegex(RuntimeError, "by nan"):
            export(self.model, self.pages, self.target, self.liar(), {})

        self.assertEqual(list(self.target.parent.iterdir()), [])

    def test_a_runtime_that_fails_leaves_no_model(self) -> None:
        with self.assertRaisesRegex(RuntimeError, "cannot be compared"):
            export(self.model, self.pages, self.target, "false", {})

        self.assertFalse(self.target.exists())

    def liar(self) -> str:
        """The command of a runtime that answers noughts, whatever it is given."""
        cells = sum((SHAPE.height // s) * (SHAPE.width // s) for s in SHAPE.strides)
        program = self.folder / "liar.py"
        program.write_text(LIAR.format(rows=4 + len(LABELS), cells=cells), "utf-8")
        return shlex.join([sys.executable, str(program)])
