"""Files that others read while they are written, and that a power cut leaves whole; most are JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from trainer.log import log


def write_json(path: Path, value: Any) -> None:
    """Replaces a JSON file in one go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", "utf-8")
    replace_whole(partial, path)


def read_json(path: Path, otherwise: Any) -> Any:
    """The content of a JSON file, or `otherwise` where there is none, or where it is damaged."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return otherwise
    except ValueError as error:
        log("warn", "A damaged file is left out", file=str(path), reason=str(error))
        return otherwise


def replace_whole(partial: Path, path: Path) -> None:
    """Gives a file or folder its name once its content is on the disk: after a power cut it is the old one or the new one."""
    sync(partial)
    os.replace(partial, path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Waits until a file, or the entries of a folder, are on the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
