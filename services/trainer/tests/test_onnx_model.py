"""What was exported can be measured again, and learn further."""

import tempfile
import unittest
from pathlib import Path

import torch

from tests.tiny import LABELS, SHAPE, write_dataset
from trainer import checkpoint
from trainer.config import TrainConfig
from trainer.dataset import Pages, collate, read_pages
from trainer.export import metadata, write_onnx
from trainer.model import Conv, Detector
from trainer.onnx_file import append_metadata
from trainer.onnx_model import unfold
from trainer.train import read_champion


class OnnxModelTest(unittest.TestCase):
    """A small detector whose normalisations have seen pages, exported."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.dataset = write_dataset(self.folder / "tiny", (4, 1))
        torch.manual_seed(0)
        self.model = Detector(SHAPE).train()
        self.pages = Pages(read_pages(self.dataset, "train", LABELS), SHAPE, None)
        batch = collate([self.pages[(0, index)] for index in range(4)]).to(torch.device("cpu"))
        self.images, self.tokens = batch.images, batch.tokens
        for _ in range(20):
            self.model(self.images, self.tokens)
        self.path = self.folder / "model.onnx"
        write_onnx(self.model, self.path)
        append_metadata(self.path, metadata(self.model, "v1"))

    def answers(self, model: Detector) -> tuple[torch.Tensor, torch.Tensor]:
        """What a network says of the pages."""
        with torch.no_grad():
            boxes, logits = model.eval()(self.images, self.tokens)
        return boxes, logits

    def test_an_exported_detector_is_read_back_and_answers_the_same(self) -> None:
        read, _ = checkpoint.load(self.path)

        self.assertEqual(read.config, SHAPE)
        for mine, theirs in zip(self.answers(read), self.answers(self.model)):
            torch.testing.assert_close(mine, theirs, rtol=1e-3, atol=1e-3)

    def test_normalisations_are_measured_anew_without_a_change_of_the_answers(self) -> None:
        read, _ = checkpoint.load(self.path)

        unfold(read, self.pages)

        for mine, theirs in zip(self.answers(read), self.answers(self.model)):
            torch.testing.assert_close(mine, theirs, rtol=1e-3, atol=1e-3)
        first = next(block[1] for block in read.modules() if isinstance(block, Conv))
        self.assertFalse(torch.equal(first.running_var, torch.ones_like(first.running_var)))

    def test_training_goes_on_from_where_the_exported_detector_ended(self) -> None:
        config = TrainConfig(
            scale=0, shift=0, brightness=0, noise=0, drop_image=0, drop_tokens=0, drop_word=0, misread_word=0
        )
        champion = read_champion(self.path, self.dataset, config)

        with torch.no_grad():
            _, trained = champion.train()(self.images, self.tokens)

        _, served = self.answers(self.model)
        self.assertLess(float((trained - served).abs().max()), 0.5)

    def test_a_file_that_is_no_model_is_one_clear_line(self) -> None:
        path = self.folder / "other.onnx"
        path.write_bytes(b"\x0a\xff\xff")

        with self.assertRaisesRegex(ValueError, "other.onnx is no"):
            checkpoint.load(path)
