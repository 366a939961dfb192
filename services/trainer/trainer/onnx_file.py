"""Writes custom metadata into an ONNX file without the onnx package.

A serialised ModelProto may be followed by more of its fields: `metadata_props` is field 14, a message of a
key (1) and a value (2). https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

METADATA_FIELD = 14


def append_metadata(path: Path, metadata: Mapping[str, str]) -> None:
    """Adds each pair to the file; readers see them as `metadata_props`."""
    with path.open("ab") as file:
        for key, value in metadata.items():
            entry = delimited(1, key.encode()) + delimited(2, value.encode())
            file.write(delimited(METADATA_FIELD, entry))


def delimited(field: int, content: bytes) -> bytes:
    """A field of protobuf's wire type 2: its number, a length, so many bytes."""
    return varint(field << 3 | 2) + varint(len(content)) + content


def varint(value: int) -> bytes:
    """Seven bits a byte, lowest first; all but the last have the eighth bit set."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
