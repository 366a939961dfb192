"""What network an exported file holds, by its metadata alone."""

from __future__ import annotations

import json
from collections.abc import Mapping

from trainer.config import ModelConfig

# Metadata that have the names of settings.
SHAPED_BY = ("labels", "vocabulary", "embedding", "channels")


def shape_of(metadata: Mapping[str, str]) -> ModelConfig:
    """What they say of the network; what they do not say is as usual.

    Raises ValueError where this trainer has not written them.
    """
    try:
        said = {key: json.loads(metadata[key]) for key in SHAPED_BY if key in metadata}
        height, width = json.loads(metadata["size"])
        shape = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items()}
        return ModelConfig(height=height, width=width, **shape)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"its metadata do not say what this trainer writes: {error}") from error
