"""One JSON line for each thing that happened, as the other services write them, and where they do."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import yaml

# From the gravest on.
LEVELS = ("error", "warn", "info", "debug")


@dataclass
class Destination:
    """What is written beyond stdout: lines of this level and graver ones, and the file that they go to as well."""

    level: str = "info"
    file: Path | None = None


destination = Destination()


def log(level: str, message: str, **details: Any) -> None:
    """What happened, then the facts."""
    if LEVELS.index(level) > LEVELS.index(destination.level):
        return
    line = {"timestamp": timestamp(), "level": level, "service": "trainer", "message": message, **details}
    text = json.dumps(line)
    print(text, file=sys.stdout, flush=True)
    if destination.file:
        append(destination.file, text)


def append(path: Path, line: str) -> None:
    """Adds a line to a file that the other services write to, too.

    They move it aside when it is full, so it is opened each time; the trainer's few lines fill none.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # At once, or lines of others could come in between.
        with path.open("ab", buffering=0) as file:
            file.write(f"{line}\n".encode())
    except OSError as error:
        # A full disk must not end the trainer; what is logged still goes to stdout.
        print(f"log: {error}", file=sys.stderr, flush=True)


def timestamp() -> str:
    """Now, in UTC."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class LevelFollower:
    """Follows monitoring.log_level of the settings file; INVOICE_MONITORING__LOG_LEVEL goes before it."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.path = Path(environment.get("INVOICE_SETTINGS") or "config/settings.yaml")
        self.given = environment.get("INVOICE_MONITORING__LOG_LEVEL")
        self.seen_at: float | None = None

    def look(self) -> None:
        """Takes the level over when it has changed; what is none leaves it as it is."""
        level = self.given or self.written()
        if level is None or level not in LEVELS or level == destination.level:
            return
        destination.level = level
        log("warn", "log level changed", to=level)

    def written(self) -> str | None:
        """The level that the file says, when it was written since the last look."""
        try:
            written_at = self.path.stat().st_mtime
            if written_at == self.seen_at:
                return None
            self.seen_at = written_at
            settings = yaml.safe_load(self.path.read_text("utf-8")) or {}
            return str((settings.get("monitoring") or {}).get("log_level", Destination.level))
        except FileNotFoundError:
            return None
        except (OSError, AttributeError, ValueError, yaml.YAMLError) as error:
            log("warn", "settings have mistakes, the log level stays", reason=str(error))
            return None
