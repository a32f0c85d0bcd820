"""Weights come back from the graphs that ship."""

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training wants torch (pip install -e '.[train]')")
pytest.importorskip("onnxscript", reason="training wants onnxscript (pip install -e '.[train]')")

from torch import nn  # noqa: E402
from training.build import before  # noqa: E402
from training.export import ship  # noqa: E402
from training.labels import Labels  # noqa: E402
from training.model import OWN_LAYERS  # noqa: E402
from training.shipped import checkpoint  # noqa: E402
from training.weights import network, restore  # noqa: E402

LABELS = Labels({"upos": ["NOUN", "VERB"], "xpos": ["NN", "VB", "VBD"], "deps": ["root", "nsubj", "obj", "obl"]})


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> tuple[nn.ModuleList, Path]:
    """Random networks, and the folder of their graphs."""
    torch.manual_seed(1)
    folder = tmp_path_factory.mktemp("ship")
    vocabulary = folder / "some.txt"
    vocabulary.write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\nfighters\n")
    networks = nn.ModuleList(network(LABELS))
    with torch.no_grad():
        for weights in networks.parameters():  # the exporter keeps equal arrays once, as those of untrained norms are
            weights += 0.01 * torch.randn_like(weights)
    ship(networks, LABELS, vocabulary, folder)
    return networks, folder


def test_every_weight_comes_back_within_a_step_of_its_rounding(exported: tuple[nn.ModuleList, Path]) -> None:
    networks, folder = exported
    found = checkpoint(folder).state_dict()
    for name, weights in networks.state_dict().items():
        if name.endswith(("form.weights", "meaning.weights")):
            assert torch.allclose(found[name].softmax(0), weights.softmax(0), atol=1e-5), name
        else:
            step = 2 * weights.abs().max() / 255
            assert (found[name] - weights).abs().max() <= step + 1e-6, name


def test_the_roles_that_ship_as_floats_come_back_as_they_were(exported: tuple[nn.ModuleList, Path]) -> None:
    networks, folder = exported
    roles = checkpoint(folder)[1].state_dict()
    assert all(torch.equal(roles[name], weights) for name, weights in networks[1].state_dict().items())


def test_a_build_goes_on_from_what_ships(tmp_path: Path) -> None:
    parser = before(tmp_path / "before")
    networks = restore(parser / "last.pt", Labels.read(parser / "labels.json"))
    assert len(networks[0].form_layers) == OWN_LAYERS
    assert {f.name for f in parser.iterdir()} >= {"model.onnx", "roles.onnx", "vocab.txt", "labels.json", "last.pt"}
