"""Runs an exported detector in the runtime that serves it, to compare it with what was trained.

The runtime is a command, by default this repository's Node with onnxruntime-node, called as
`<command> MODEL INPUTS OUTPUT REPEATS` (run-model.ts says what each file holds). In the image, where nothing else of the
repository is, that Node is the one on the PATH.
"""

from __future__ import annotations

import json
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SERVICE = Path(__file__).resolve().parents[1]
# One page takes 23 ms and is timed 30 times; the rest is for a busy machine.
MOST_SECONDS = 300
NODE = SERVICE.parents[1] / "node_modules" / ".bin" / "node"


@dataclass(frozen=True)
class Outcome:
    """What the runtime answered, and how long one run took on one core."""

    output: NDArray[np.float32]
    median_ms: float
    p95_ms: float


def default_command() -> str:
    """The platform's own Node and runtime."""
    node = str(NODE) if NODE.exists() else "node"
    return shlex.join([node, "--disable-warning=ExperimentalWarning", str(SERVICE / "run-model.ts")])


def run_onnx(
    command: str, model: Path, inputs: Mapping[str, NDArray[Any]], repeats: int = 1
) -> Outcome:
    """Feeds named arrays to a model. Raises RuntimeError with what the runtime said when it fails or hangs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        listed = []
        for key, value in inputs.items():
            value.tofile(folder / key)
            shape = list(value.shape)
            listed.append({"name": key, "type": str(value.dtype), "shape": shape, "file": str(folder / key)})
        (folder / "inputs.json").write_text(json.dumps(listed), "utf-8")
        files = [str(model.resolve()), str(folder / "inputs.json"), str(folder / "output"), str(repeats)]
        try:
            done = subprocess.run(
                [*shlex.split(command), *files], capture_output=True, text=True, timeout=MOST_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RuntimeError(f"The model cannot be compared: {error}") from error
        if done.returncode:
            raise RuntimeError(f"The model cannot be compared: {done.stderr.strip()[-2000:]}")
        answer = json.loads(done.stdout)
        output = np.fromfile(folder / "output", np.float32).reshape(answer["shape"])
    return Outcome(output, answer["median_ms"], answer["p95_ms"])
