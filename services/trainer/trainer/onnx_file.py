"""Writes custom metadata into an ONNX file, and reads its weights, without the onnx package.

A serialised ModelProto may be followed by more of its fields: `metadata_props` is field 14, a message of a
key (1) and a value (2). https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

METADATA_FIELD = 14
# Numbers of fields: in a model, a graph, a node and a tensor.
GRAPH, NODE, INITIALIZER = 7, 1, 5
NODE_INPUT, NODE_OUTPUT, NODE_OPERATOR = 1, 2, 4
TENSOR_SHAPE, TENSOR_TYPE, TENSOR_NAME, TENSOR_CONTENT = 1, 2, 8, 9
FLOAT = 1


@dataclass(frozen=True)
class OnnxGraph:
    """What a file has learned: weights by name, and (weight, bias) of each convolution, in order."""

    metadata: dict[str, str]
    weights: dict[str, NDArray[np.float32]]
    convolutions: list[tuple[str, str]]


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


def read_onnx(path: Path) -> OnnxGraph:
    """The parts of a file that a detector is made of. Raises ValueError when it is no ONNX file."""
    try:
        model = list(fields_of(path.read_bytes()))
        graph = [field for body in every(model, GRAPH) for field in fields_of(body)]
        nodes = [list(fields_of(body)) for body in every(graph, NODE)]
        tensors = [list(fields_of(body)) for body in every(graph, INITIALIZER)]
        metadata = metadata_of(model)
        weights = dict(floats(tensor) for tensor in tensors if FLOAT in every(tensor, TENSOR_TYPE))
    except (IndexError, ValueError) as error:
        raise ValueError(f"{path} is no ONNX file: {error}") from error
    for node in nodes:
        # Equal weights are written once; the others go by the same name through a node that does nothing.
        if texts(node, NODE_OPERATOR) == ["Identity"] and texts(node, NODE_INPUT)[0] in weights:
            weights[texts(node, NODE_OUTPUT)[0]] = weights[texts(node, NODE_INPUT)[0]]
    inputs = [texts(node, NODE_INPUT) for node in nodes if texts(node, NODE_OPERATOR) == ["Conv"]]
    return OnnxGraph(metadata, weights, [(names[1], (names + [""])[2]) for names in inputs])


def read_metadata(path: Path) -> dict[str, str]:
    """What a file says beside its graph, which is not looked into. Raises ValueError when it is no ONNX file."""
    try:
        return metadata_of(list(fields_of(path.read_bytes())))
    except (IndexError, ValueError) as error:
        raise ValueError(f"{path} is no ONNX file: {error}") from error


def metadata_of(model: list[tuple[int, Any]]) -> dict[str, str]:
    """`metadata_props` of a model's fields."""
    pairs = [list(fields_of(body)) for body in every(model, METADATA_FIELD)]
    return {texts(pair, 1)[0]: texts(pair, 2)[0] for pair in pairs}


def every(fields: list[tuple[int, Any]], number: int) -> list[Any]:
    """All values of a field."""
    return [value for found, value in fields if found == number]


def texts(fields: list[tuple[int, Any]], number: int) -> list[str]:
    """All values of a field of text."""
    return [value.decode() for value in every(fields, number)]


def floats(tensor: list[tuple[int, Any]]) -> tuple[str, NDArray[np.float32]]:
    """Name and numbers of a tensor of 32-bit floats."""
    shape: list[int] = []
    for value in every(tensor, TENSOR_SHAPE):
        # A list of numbers may come packed into one value, or one by one.
        shape += [value] if isinstance(value, int) else packed(value)
    content = b"".join(every(tensor, TENSOR_CONTENT))
    return texts(tensor, TENSOR_NAME)[0], np.frombuffer(content, "<f4").reshape(shape).copy()


def packed(content: bytes) -> list[int]:
    """Varints one after the other."""
    values, at = [], 0
    while at < len(content):
        value, at = read_varint(content, at)
        values.append(value)
    return values


def fields_of(content: bytes) -> Iterator[tuple[int, Any]]:
    """The fields of a message: number, and an integer or bytes. Raises ValueError for what is none."""
    at = 0
    while at < len(content):
        key, at = read_varint(content, at)
        kind = key & 7
        if kind == 0:
            value, at = read_varint(content, at)
            yield key >> 3, value
            continue
        if kind == 2:
            size, at = read_varint(content, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
        else:
            raise ValueError(f"a field of kind {kind}")
        if at + size > len(content):
            raise ValueError("it ends in the middle")
        yield key >> 3, content[at : at + size]
        at += size


def read_varint(content: bytes, at: int) -> tuple[int, int]:
    """A number and where the next begins. Raises IndexError at the end."""
    value, shift = 0, 0
    while True:
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if not byte & 0x80:
            return value, at
        shift += 7
