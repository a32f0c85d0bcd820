"""The mean of checkpoints."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training wants torch (pip install -e '.[train]')")

from torch import nn  # noqa: E402
from training.average import average  # noqa: E402
from training.labels import Labels  # noqa: E402
from training.weights import network, restore  # noqa: E402

from training import build  # noqa: E402

DATA = '{"upos": ["NOUN"], "xpos": ["NN"], "deps": ["root", "nsubj"]}'


def saved(folder: Path, seed: int) -> tuple[nn.ModuleList, Path]:
    folder.mkdir()
    (folder / "labels.json").write_text(DATA)
    torch.manual_seed(seed)
    networks = nn.ModuleList(network(Labels.read(folder / "labels.json")))
    torch.save({"mean": networks.state_dict()}, folder / "last.pt")
    return networks, folder / "last.pt"


def test_every_weight_is_the_mean_by_the_shares(tmp_path: Path) -> None:
    (one, first), (two, second) = saved(tmp_path / "a", 1), saved(tmp_path / "b", 2)
    average([first, second], [1.0, 3.0], tmp_path / "mean" / "last.pt")
    found = restore(tmp_path / "mean" / "last.pt", Labels.read(tmp_path / "mean" / "labels.json")).state_dict()
    a, b = one.state_dict(), two.state_dict()
    assert all(torch.allclose(found[k], 0.25 * a[k] + 0.75 * b[k], atol=1e-6) for k in found)


def test_weights_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    _, first = saved(tmp_path / "a", 1)
    with pytest.raises(ValueError, match="as many weights"):
        average([first], [0.5, 0.5], tmp_path / "mean" / "last.pt")


def test_a_share_beyond_the_whole_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["build", "--keep", "1.5"])
    with pytest.raises(SystemExit) as ended:
        build.main()
    assert ended.value.code == 2
    assert "from 0 to 1, not 1.5" in capsys.readouterr().err
