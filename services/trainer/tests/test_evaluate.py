"""Average precision on cases whose answer is known."""

import unittest

import numpy as np

from trainer.evaluate import Found, LabelMetrics, measure, suppress

BOX = [10.0, 10.0, 50.0, 20.0]
ELSEWHERE = [100.0, 100.0, 140.0, 110.0]


def found(boxes: list[list[float]], scores: list[float]) -> Found:
    """Proposals of one page, all of the first label."""
    count = len(boxes)
    return Found(
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(scores, np.float32),
        np.zeros(count, np.int64),
    )


def metrics(proposals: Found, truth: list[list[float]]) -> LabelMetrics:
    """The first label's figures on one page."""
    boxes = np.array(truth, np.float32).reshape(-1, 4)
    measured = measure(0, [proposals], [(boxes, np.ones((len(truth), 1), np.float32))])
    assert measured is not None
    return measured


class EvaluateTest(unittest.TestCase):
    """One label, one page."""

    def test_all_found_is_one(self) -> None:
        measured = metrics(found([BOX, ELSEWHERE], [0.9, 0.8]), [BOX, ELSEWHERE])

        self.assertEqual((measured.ap50, measured.precision, measured.recall), (1, 1, 1))
        self.assertEqual(measured.boxes, 2)

    def test_nothing_found_is_nothing(self) -> None:
        measured = metrics(found([], []), [BOX])

        self.assertEqual((measured.ap50, measured.precision, measured.recall), (0, 0, 0))

    def test_one_of_two_is_a_half(self) -> None:
        measured = metrics(found([BOX], [0.9]), [BOX, ELSEWHERE])

        self.assertAlmostEqual(measured.ap50, 0.5)
        self.assertEqual((measured.precision, measured.recall), (1, 0.5))

    def test_a_wrong_box_above_the_right_one_halves_the_precision(self) -> None:
        measured = metrics(found([ELSEWHERE, BOX], [0.9, 0.8]), [BOX])

        self.assertAlmostEqual(measured.ap50, 0.5)
        self.assertEqual((measured.precision, measured.recall), (0.5, 1))

    def test_a_wrong_box_below_the_right_one_costs_no_average_precision(self) -> None:
        measured = metrics(found([BOX, ELSEWHERE], [0.9, 0.8]), [BOX])

        self.assertEqual(measured.ap50, 1)

    def test_a_box_is_found_once(self) -> None:
        measured = metrics(found([BOX, BOX], [0.9, 0.8]), [BOX])

        self.assertEqual((measured.precision, measured.recall), (0.5, 1))

    def test_half_a_box_is_not_found(self) -> None:
        # 40 × 10 pixels against 19 × 10 of them: less than half in common.
        measured = metrics(found([[10.0, 10.0, 29.0, 20.0]], [0.9]), [BOX])

        self.assertEqual((measured.ap50, measured.recall), (0, 0))

    def test_half_a_box_is_found_at_the_looser_overlap(self) -> None:
        measured = metrics(found([[10.0, 10.0, 29.0, 20.0]], [0.9]), [BOX])

        self.assertEqual(measured.ap30, 1)

    def test_a_label_that_no_page_holds_is_left_out(self) -> None:
        nothing = (np.zeros((0, 4), np.float32), np.zeros((0, 1), np.float32))

        self.assertIsNone(measure(0, [found([BOX], [0.9])], [nothing]))

    def test_only_boxes_of_one_label_suppress_each_other(self) -> None:
        boxes = np.array([BOX, BOX, BOX], np.float32)

        kept = suppress(boxes, np.array([0, 0, 1]))

        self.assertEqual(kept.tolist(), [0, 2])
