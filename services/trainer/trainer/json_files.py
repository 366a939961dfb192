"""JSON files that others read while they are written."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def write_json(path: Path, value: Any) -> None:
    """Replaces a JSON file in one go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")
    os.replace(partial, path)


def read_json(path: Path, otherwise: Any) -> Any:
    """The content of a JSON file, or `otherwise` where there is none."""
    return json.loads(path.read_text("utf-8")) if path.exists() else otherwise
