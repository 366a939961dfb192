"""Pages as they lie on disk, and as the network sees them."""

import tempfile
import tracemalloc
import unittest
from contextlib import redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path

import numpy as np

from tests.tiny import LABELS, SHAPE, write_dataset
from trainer.config import TrainConfig
from trainer.dataset import CELL, Pages, digest, merge, read_labels, read_pages


class DatasetTest(unittest.TestCase):
    """Reading, changing and digesting."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = write_dataset(Path(folder.name) / "tiny", (3, 2))

    def test_labels_come_in_the_order_of_their_numbers(self) -> None:
        self.assertEqual(read_labels(self.folder), LABELS)

    def test_a_class_that_the_model_does_not_know_is_left_out(self) -> None:
        pages = read_pages(self.folder, "train", ("lignes",))

        self.assertEqual([page.labels.tolist() for page in pages], [[0], [0], [0]])

    def test_an_empty_split_is_told_so(self) -> None:
        (self.folder / "images" / "test").mkdir()

        with self.assertRaisesRegex(FileNotFoundError, "no pages in .*test"):
            read_pages(self.folder, "test", LABELS)

    def test_a_page_without_words_is_read_all_the_same(self) -> None:
        (self.folder / "words" / "train" / "page-0.tsv").unlink()

        page = read_pages(self.folder, "train", LABELS)[0]

        self.assertEqual(len(page.word_ids), 0)
        self.assertEqual(len(page.boxes), 3)

    def test_a_damaged_picture_is_left_out_and_told_of(self) -> None:
        (self.folder / "images" / "train" / "page-1.jpg").write_bytes(b"")

        with redirect_stdout(StringIO()) as said:
            pages = Pages(read_pages(self.folder, "train", LABELS), SHAPE, None)

        self.assertEqual([page.image.stem for page in pages.pages], ["page-0", "page-2"])
        self.assertEqual((len(pages), pages.images.shape[0], len(pages.placements)), (2, 2, 2))
        self.assertIn("page-1.jpg", said.getvalue())

    def test_pages_without_one_that_can_be_read_are_told_so(self) -> None:
        for path in (self.folder / "images" / "val").iterdir():
            path.write_bytes(b"")

        with redirect_stdout(StringIO()), self.assertRaisesRegex(ValueError, "no picture can be read"):
            Pages(read_pages(self.folder, "val", LABELS), SHAPE, None)

    def test_pages_are_in_memory_once(self) -> None:
        read = read_pages(self.folder, "train", LABELS) * 70

        tracemalloc.start()
        pages = Pages(read, SHAPE, None)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        self.assertLess(most, 1.5 * pages.images.nbytes)

    def test_words_are_painted_where_they_are_printed(self) -> None:
        pages = Pages(read_pages(self.folder, "val", LABELS), SHAPE, None)

        sample = pages[(0, 0)]

        for box, labels in zip(sample.boxes, sample.labels):
            x, y = (box[:2] + box[2:]) / 2 / CELL
            self.assertEqual(sample.tokens[int(y), int(x)], 10 + int(labels.argmax()))

    def test_a_changed_page_keeps_its_boxes_inside(self) -> None:
        pages = Pages(read_pages(self.folder, "train", LABELS), SHAPE, TrainConfig())

        boxes = np.concatenate([pages[(epoch, 0)].boxes for epoch in range(20)])

        self.assertTrue((boxes >= 0).all())
        self.assertTrue((boxes[:, [0, 2]] <= SHAPE.width).all())
        self.assertTrue((boxes[:, [1, 3]] <= SHAPE.height).all())

    def test_a_page_changes_the_same_way_whenever_it_is_asked_for(self) -> None:
        pages = Pages(read_pages(self.folder, "train", LABELS), SHAPE, TrainConfig())

        once, again, later = pages[(1, 0)], pages[(1, 0)], pages[(2, 0)]

        np.testing.assert_array_equal(once.image, again.image)
        np.testing.assert_array_equal(once.boxes, again.boxes)
        self.assertFalse(np.array_equal(once.image, later.image))

    def test_another_seed_changes_it_otherwise(self) -> None:
        read = read_pages(self.folder, "train", LABELS)

        one = Pages(read, SHAPE, TrainConfig())[(0, 0)]
        other = Pages(read, SHAPE, replace(TrainConfig(), seed=2))[(0, 0)]

        self.assertFalse(np.array_equal(one.image, other.image))

    def test_two_labels_of_one_place_make_one_box(self) -> None:
        box = np.array([[10, 10, 50, 20], [10, 10, 50, 20]], np.float32)

        boxes, labels = merge(box, np.array([0, 1]), 3)

        self.assertEqual(boxes.tolist(), [[10, 10, 50, 20]])
        self.assertEqual(labels.tolist(), [[1, 1, 0]])

    def test_the_digest_tells_data_sets_apart(self) -> None:
        first = digest(read_pages(self.folder, "train", LABELS))
        path = self.folder / "words" / "train" / "page-1.tsv"
        path.write_text(path.read_text("utf-8").replace("\t10\t", "\t11\t"), "utf-8")

        self.assertNotEqual(digest(read_pages(self.folder, "train", LABELS)), first)
        self.assertEqual(len(first), 64)
