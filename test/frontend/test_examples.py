"""The examples run, and do what they promise."""

import runpy
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def run(name, arguments, monkeypatch):
    monkeypatch.setattr(sys, "argv", [name, *arguments])
    return runpy.run_path(str(EXAMPLES / name), run_name="__main__")


@pytest.fixture(autouse=True)
def libraries():
    for module in ("sklearn", "matplotlib", "tqdm"):
        pytest.importorskip(module, reason=f"{module} is not installed; `make demo` installs it")


@pytest.mark.filterwarnings("default")
def test_digits(tmp_path, monkeypatch, capsys):
    picture = tmp_path / "digits.png"
    run("digits.py", ["--epochs", "60", "--output", str(picture)], monkeypatch)
    output, progress = capsys.readouterr()
    accuracy = float(output.split("held-out digits: ")[1].split("%")[0])
    assert accuracy >= 97.0
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "60/60" in progress
    for word in ("trace", "compile", "run", "as_text(stage)", "func.func @main"):
        assert word in output


@pytest.mark.filterwarnings("default")
def test_digits_with_few_epochs(tmp_path, monkeypatch, capsys):
    arguments = ["--epochs", "2", "--hidden", "16", "--output", str(tmp_path / "a.png")]
    example = run("digits.py", arguments, monkeypatch)
    assert "accuracy on 359 held-out digits" in capsys.readouterr().out
    params = example["initialize"](example["random"].key(0), [64, 4, 10])
    assert [layer["weight"].shape for layer in params] == [(64, 4), (4, 10)]
