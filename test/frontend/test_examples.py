"""The examples run, and do what they promise."""

import runpy
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def run(name, arguments, monkeypatch):
    monkeypatch.setattr(sys, "argv", [name, *arguments])
    return runpy.run_path(str(EXAMPLES / name), run_name="__main__")


def need(*modules):
    for module in modules:
        pytest.importorskip(module, reason=f"{module} is not installed; `make demo` installs it")


@pytest.fixture(autouse=True)
def pictures():
    need("matplotlib")


@pytest.fixture
def digits():
    need("sklearn", "tqdm")


def is_picture(path):
    return path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.filterwarnings("default")
def test_digits(digits, tmp_path, monkeypatch, capsys):
    picture = tmp_path / "digits.png"
    run("digits.py", ["--epochs", "60", "--output", str(picture)], monkeypatch)
    output, progress = capsys.readouterr()
    accuracy = float(output.split("held-out digits: ")[1].split("%")[0])
    assert accuracy >= 97.0
    assert is_picture(picture)
    assert "60/60" in progress
    for word in ("trace", "compile", "run", "as_text(stage)", "func.func @main"):
        assert word in output


@pytest.mark.filterwarnings("default")
def test_digits_with_few_epochs(digits, tmp_path, monkeypatch, capsys):
    arguments = ["--epochs", "2", "--hidden", "16", "--output", str(tmp_path / "a.png")]
    example = run("digits.py", arguments, monkeypatch)
    assert "accuracy on 359 held-out digits" in capsys.readouterr().out
    params = example["initialize"](example["random"].key(0), [64, 4, 10])
    assert [layer["weight"].shape for layer in params] == [(64, 4), (4, 10)]


@pytest.mark.filterwarnings("default")
def test_ode_fit(tmp_path, monkeypatch, capsys):
    picture = tmp_path / "fit.png"
    example = run("ode_fit.py", ["--iterations", "200", "--output", str(picture)], monkeypatch)
    output = capsys.readouterr().out
    assert float(output.split("relative error ")[1].split()[0]) < 1e-7
    assert is_picture(picture)
    parameters, loss = example["main"](["--output", str(picture)])
    assert loss < 0.0482
    # What others found for these data: Carpenter, Predator-Prey Population Dynamics (2018).
    assert parameters[:4] == pytest.approx([0.55, 0.028, 0.024, 0.80], rel=0.05)


@pytest.mark.filterwarnings("default")
def test_newton_implicit(tmp_path, monkeypatch, capsys):
    picture = tmp_path / "newton.png"
    example = run("newton_implicit.py", ["--points", "31", "--output", str(picture)], monkeypatch)
    output = capsys.readouterr().out
    through_loop, implicitly, by_differences = (
        float(output.split(words)[1].split()[0].rstrip(","))
        for words in ("derivative through the loop ", "derivative implicitly ", "derivative by differences ")
    )
    assert through_loop == pytest.approx(implicitly, rel=1e-9)
    assert through_loop == pytest.approx(by_differences, rel=1e-6)
    assert is_picture(picture)
    assert example["main"](["--points", "15", "--output", str(picture)]) < 1e-9


@pytest.mark.filterwarnings("default")
def test_nbody(tmp_path, monkeypatch, capsys):
    picture = tmp_path / "nbody.png"
    run("nbody.py", ["--output", str(picture)], monkeypatch)
    output = capsys.readouterr().out
    assert float(output.split(" -> ")[1].split()[0]) < 1e-10
    everything, root, logarithm = (int(line.split()[0]) for line in output.split("keeps ")[1:])
    assert everything > 10 * root > 20 * logarithm
    assert abs(float(output.split("angular momentum of the orbit: ")[1].split()[0])) < 1e-4
    assert is_picture(picture)
