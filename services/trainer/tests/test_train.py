"""A training of a few steps, from a terminal's point of view."""

import json
import tempfile
import unittest
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import torch

from tests.tiny import LABELS, SHAPE, write_dataset
from trainer import checkpoint
from trainer.cli import main
from trainer.dataset import Pages
from trainer.evaluate import Metrics
from trainer.model import Detector

KNOBS = ["--epochs", "2", "--batch", "2", "--warmup-steps", "1", "--threads", "1", "--loaders", "0"]
# How much is learned is no matter here, so the network is as small as it may be.
SMALL = ["--height", "128", "--width", "96", "--channels", "8", "16", "16"]
OPTIONS = [*KNOBS, *SMALL]


class TrainTest(unittest.TestCase):
    """train, train --resume, train --champion."""

    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.dataset = write_dataset(self.folder / "tiny", (2, 1))

    def train(self, run: str, *options: str) -> Path:
        """Runs the command and returns the run's folder."""
        place = self.folder / run
        arguments = ["train", "--dataset", str(self.dataset), "--run", str(place), *OPTIONS, *options]
        self.assertEqual(main(arguments), 0)
        return place

    def measured_steps(self, run: Path) -> list[int]:
        """After which steps the training was measured."""
        return [line["step"] for line in json.loads((run / "history.json").read_text("utf-8"))]

    def test_two_steps_leave_checkpoints_and_a_history(self) -> None:
        run = self.train("two")

        self.assertEqual(self.measured_steps(run), [1, 2])
        model, saved = checkpoint.load(run / "best.pt")
        self.assertEqual(model.config.labels[0], "numero_facture")
        self.assertEqual(saved["train"]["seed"], 1)
        self.assertTrue((run / "last.pt").exists())

    def test_a_checkpoint_is_chosen_and_judged_on_different_pages(self) -> None:
        write_dataset(self.dataset, (2, 5))
        seen: list[list[str]] = []

        def look(_: object, pages: Pages, *__: object) -> Metrics:
            seen.append([page.image.stem for page in pages.pages])
            return Metrics(0.0, 0.0, len(pages), "both", {})

        with patch("trainer.train.evaluate", look):
            run = self.train("parts", "--max-steps", "1")
        out = ["--out", str(self.folder / "measured.json")]
        arguments = ["--checkpoint", str(run / "best.pt"), "--dataset", str(self.dataset), *out]
        with patch("trainer.cli.evaluate", look):
            main(["evaluate", *arguments, "--unchosen"])

        self.assertEqual(seen, [["page-0", "page-2", "page-4"], ["page-1", "page-3"]])

    def test_the_same_seed_gives_the_same_weights(self) -> None:
        one, _ = checkpoint.load(self.train("one") / "last.pt")
        other, _ = checkpoint.load(self.train("other") / "last.pt")

        for name, value in one.state_dict().items():
            torch.testing.assert_close(value, other.state_dict()[name], rtol=0, atol=0)

    def test_a_training_that_was_cut_off_goes_on_where_it_was_left(self) -> None:
        half, _ = checkpoint.load(self.train("parted", "--max-steps", "1") / "last.pt")

        whole, saved = checkpoint.load(self.train("parted", "--resume") / "last.pt")

        self.assertEqual(self.measured_steps(self.folder / "parted"), [1, 2])
        self.assertEqual(saved["step"], 2)
        self.assertGreater(saved["elapsed"], 0)
        name, weights = next(iter(half.named_parameters()))
        self.assertFalse(torch.equal(weights, dict(whole.named_parameters())[name]))

    def test_a_training_that_had_ended_is_left_as_it_was(self) -> None:
        write_dataset(self.dataset, (4, 1))
        run = self.train("ended", "--max-steps", "1")
        best = (run / "best.pt").read_bytes()

        self.train("ended", "--max-steps", "1", "--resume")

        self.assertEqual(self.measured_steps(run), [1])
        self.assertEqual((run / "best.pt").read_bytes(), best)

    def test_a_training_that_was_killed_while_it_measured_measures_that_epoch_again(self) -> None:
        killed = patch("trainer.train.evaluate", side_effect=KeyboardInterrupt)
        with patch("trainer.train.SAVED_EVERY", 1), killed, self.assertRaises(KeyboardInterrupt):
            self.train("killed")

        run = self.train("killed", "--resume")

        self.assertEqual(self.measured_steps(run), [1, 2])

    def test_a_training_whose_last_checkpoint_is_damaged_begins_anew(self) -> None:
        run = self.train("damaged", "--max-steps", "1")
        (run / "last.pt").write_bytes(b"")

        with redirect_stdout(StringIO()) as said:
            self.train("damaged", "--resume")

        self.assertIn("The training begins anew", said.getvalue())
        self.assertEqual(checkpoint.load(run / "last.pt")[1]["step"], 2)

    def test_a_champion_that_is_damaged_is_one_clear_line(self) -> None:
        champion = self.folder / "best.pt"
        champion.write_bytes(b"")
        arguments = ["train", "--dataset", str(self.dataset), "--run", str(self.folder / "r")]

        with redirect_stderr(StringIO()) as said, self.assertRaises(SystemExit):
            main([*arguments, *OPTIONS, "--champion", str(champion)])

        self.assertRegex(said.getvalue(), "^.*best.pt is no checkpoint, or damaged: .*\\n$")

    def test_a_loss_that_is_no_number_ends_the_training(self) -> None:
        place = self.folder / "lost"
        arguments = ["train", "--dataset", str(self.dataset), "--run", str(place), *OPTIONS]

        huge = patch("trainer.train.learning_rate", return_value=1e30)
        with huge, redirect_stderr(StringIO()) as said, self.assertRaises(SystemExit) as ended:
            main(arguments)

        self.assertEqual(ended.exception.code, 1)
        self.assertRegex(said.getvalue().splitlines()[-1], "^The loss is nan .* at step 2")

    def test_a_champion_hands_its_weights_on(self) -> None:
        champion = self.train("champion") / "best.pt"
        old, _ = checkpoint.load(champion)
        run = self.train("challenger", "--champion", str(champion), "--learning-rate", "0")

        new, _ = checkpoint.load(run / "last.pt")

        name, weights = next(iter(old.named_parameters()))
        torch.testing.assert_close(dict(new.named_parameters())[name], weights)

    def test_a_training_goes_on_with_the_network_of_its_champion(self) -> None:
        champion = self.train("champion") / "best.pt"
        old, _ = checkpoint.load(champion)

        arguments = ["--dataset", str(self.dataset), "--run", str(self.folder / "on"), *KNOBS]
        self.assertEqual(main(["train", *arguments, "--champion", str(champion)]), 0)

        new, _ = checkpoint.load(self.folder / "on" / "best.pt")
        self.assertEqual(new.config, old.config)

    def test_a_champion_whose_weights_do_not_fit_is_one_clear_line(self) -> None:
        champion = self.train("champion") / "best.pt"
        arguments = ["--dataset", str(self.dataset), "--run", str(self.folder / "on"), *KNOBS]
        other = ["--champion", str(champion), "--channels", "16", "16", "16"]

        with redirect_stderr(StringIO()) as said, self.assertRaises(SystemExit):
            main(["train", *arguments, *other])

        wrong = "^The network has another shape than its champion: .* does not fit\\n$"
        self.assertRegex(said.getvalue(), wrong)

    def test_a_label_that_is_new_leaves_the_others_what_they_were(self) -> None:
        champion = Detector(SHAPE)
        model = Detector(replace(SHAPE, labels=("devise", *LABELS)))

        new = checkpoint.start_from(model, champion)

        self.assertEqual(new, ["devise"])
        for mine, theirs in zip(model.heads, champion.heads):
            torch.testing.assert_close(mine.what[1].weight[1:], theirs.what[1].weight)

    def test_replayed_pages_are_learned_along_and_written_down(self) -> None:
        other = write_dataset(self.folder / "other", (4, 1))
        run = self.train("replaying", "--replay", str(other))

        _, saved = checkpoint.load(run / "best.pt")

        self.assertEqual(saved["step"], 6)
        self.assertEqual(saved["origin"]["dataset"]["pages"], 2)
        self.assertEqual([part["name"] for part in saved["origin"]["replayed"]], ["other"])

    def test_a_size_that_its_cells_do_not_fill_is_one_clear_line(self) -> None:
        arguments = ["train", "--dataset", str(self.dataset), "--run", str(self.folder / "r")]

        with redirect_stderr(StringIO()) as said, self.assertRaises(SystemExit):
            main([*arguments, *OPTIONS, "--width", "100"])

        self.assertRegex(said.getvalue(), "^height 128 and width 100 must be multiples of 32\n$")

    def test_data_that_is_not_there_is_one_clear_line(self) -> None:
        arguments = ["train", "--dataset", str(self.folder / "none"), "--run", str(self.folder / "r")]

        with redirect_stderr(StringIO()) as said, self.assertRaises(SystemExit) as ended:
            main(arguments)

        self.assertEqual(ended.exception.code, 1)
        self.assertRegex(said.getvalue(), "^no data set in .*none.*\\n$")
