"""One JSON line for each thing that happened, as the other services write them."""

from __future__ import annotations

import json
import sys
from datetime import datetime, timezone
from typing import Any


def log(level: str, message: str, **details: Any) -> None:
    """What happened, then the facts."""
    line = {"timestamp": timestamp(), "level": level, "service": "trainer", "message": message, **details}
    print(json.dumps(line), file=sys.stdout, flush=True)


def timestamp() -> str:
    """Now, in UTC."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
