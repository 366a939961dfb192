"""What a process tells Prometheus of its memory, as the other services do; Linux alone says it."""

from __future__ import annotations

import os
from pathlib import Path

STATUS = Path("/proc/self/statm")
# Of the control group that a container sees as its own: the second version, then the first.
LIMITS = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


def resident_bytes() -> int | None:
    """Memory that the process holds."""
    if not STATUS.exists():
        return None
    return int(STATUS.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def limit_bytes(limits: tuple[Path, ...] = LIMITS) -> int | None:
    """Memory that the process may take, with its children; none where the machine is the limit."""
    machine = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    for path in limits:
        if path.exists():
            text = path.read_text().strip()
            return int(text) if text.isdigit() and int(text) < machine else None
    return None
