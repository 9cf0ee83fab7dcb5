"""Programs to look at, and folders that run them again: `cv.make_ir`, `cv.replay`, `covector-run`."""

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import lax

BUILD = Path(os.environ.get("COVECTOR_BUILD_DIR", Path(__file__).parents[2] / "build"))
OPT, RUN = BUILD / "tools/covector-opt", BUILD / "tools/covector-run"


# ---- make_ir


def test_program_prints_and_says_its_types():
    program = cv.make_ir(lambda x, y: {"z": cnp.sin(x["a"]) * y, "n": 3})({"a": 1.0}, cnp.ones(3))
    assert str(program) == repr(program) == program.as_text()
    assert "array.sin" in str(program)
    assert "loc(" not in str(program)
    assert [(a.shape, a.dtype, a.weak_type) for a in program.in_avals] == [
        ((), np.float32, True),
        ((3,), np.float32, False),
    ]
    assert [(a.shape, a.dtype) for a in program.out_avals] == [((), np.int32), ((3,), np.float32)]
    assert "test_programs.py" in program.as_text(debug_info=True)
    assert "linalg.generic" in program.as_text("linalg")


def test_constants_are_the_last_arguments():
    closed = cnp.arange(100.0)
    program = cv.make_ir(lambda x: x * closed)(2.0)
    (const,) = program.consts
    assert const.tolist() == closed.tolist()
    assert str(program).count("%arg") >= 2
    assert cv.make_ir(lambda x: x * 2)(1.0).consts == []


def test_static_arguments_shapes_and_axes():
    program, shape = cv.make_ir(lambda x, n: (x * n, x), static_argnums=1, return_shape=True)(
        cv.ShapeDtypeStruct((4,), np.float32), 3
    )
    assert len(program.in_avals) == 1
    assert [s.shape for s in shape] == [(4,), (4,)]
    text = str(cv.make_ir(lambda x: lax.psum(x, "i") / lax.axis_size("i"), axis_env=[("i", 4)])(1.0))
    assert 'array.psum %arg0 {axis_name = "i"}' in text
    assert "dense<4.000000e+00>" in text
    with pytest.raises(NameError, match="unbound axis name: i"):
        cv.make_ir(lambda x: lax.psum(x, "i"))(1.0)


def test_jax_name_for_it():
    assert str(cv.make_jaxpr(cnp.sin)(1.0)) == str(cv.make_ir(cnp.sin)(1.0))
    with pytest.raises(TypeError, match="make_ir: expected a callable value"):
        cv.make_ir(3)


def test_walk_over_operations():
    program = cv.make_ir(lambda x: cnp.sin(x) + 1)(1.0)
    pytest.importorskip("covector.mlir", reason="built without MLIR's Python bindings")
    names = []
    program.module.operation.walk(lambda op: (names.append(op.name), _advance())[1])
    assert "array.sin" in names


def _advance():
    from covector.mlir import ir

    return ir.WalkResult.ADVANCE


# ---- replay


def tools():
    """The environment of a script that uses the tools of this build."""
    return {**os.environ, "COVECTOR_OPT": str(OPT), "COVECTOR_RUN": str(RUN)}


def run_script(folder, *options):
    return subprocess.run(
        [folder / "replay.sh", *options], capture_output=True, text=True, check=False, env=tools()
    )


def test_replay_reproduces_the_result(tmp_path):
    closed = cnp.linspace(0, 1, 50)

    def f(params, x, *, scale):
        y = cnp.tanh(params["w"] @ x + closed.sum())
        return {"y": y * scale, "n": x.astype(int).sum(), "c": y * 1j, "b": y > 0}

    weights = np.random.default_rng(0).normal(size=(5, 7)).astype(np.float32)
    loss = cv.value_and_grad(lambda p, x, scale: cnp.abs(f(p, x, scale=scale)["c"]).sum())
    got = cv.replay(f, {"w": weights}, cnp.arange(7.0), scale=cnp.float32(2), folder=tmp_path / "f")
    np.testing.assert_array_equal(got["y"], f({"w": weights}, cnp.arange(7.0), scale=cnp.float32(2))["y"])
    cv.replay(loss, {"w": weights}, cnp.arange(7.0), cnp.float32(2), folder=tmp_path / "g")
    for name in ("f", "g"):
        result = run_script(tmp_path / name)
        assert result.returncode == 0, result.stdout + result.stderr
        assert "results as expected" in result.stdout
        files = {path.name for path in (tmp_path / name).iterdir()}
        assert {"array.mlir", "transformed.mlir", "linalg.mlir", "llvm.ll", "asm.s", "inputs"} <= files
        assert {"transformed.mlir", "linalg.mlir", "buffers.mlir", "llvm.mlir"} == {
            path.name for path in (tmp_path / name / "stages").iterdir()
        }


def test_replay_names_its_folder_after_the_function(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def loss(x):
        return cnp.sum(x**2)

    cv.replay(loss, cnp.arange(4.0))
    cv.replay(lambda x: x + 1, 2)
    assert {path.name for path in tmp_path.iterdir()} == {"replay-loss", "replay-lambda"}
    assert run_script(tmp_path / "replay-loss").returncode == 0


def test_replay_finds_a_difference(tmp_path):
    cv.replay(lambda x: x / 3, cnp.arange(4.0), folder=tmp_path)
    changed = np.load(tmp_path / "outputs/0.npy")
    changed[2] = np.nextafter(changed[2], 1)
    np.save(tmp_path / "outputs/0.npy", changed)
    result = run_script(tmp_path)
    assert result.returncode == 1
    assert "result 0, number 2: got 0.66666668" in result.stderr
    assert "differs from outputs/0.npy in 1 of 4 numbers" in result.stderr
    assert run_script(tmp_path, "--rtol=1e-6").returncode == 0


def test_replay_with_static_arguments_and_wide_numbers(tmp_path):
    with cv.enable_x64():
        got = cv.replay(lambda x, n: x**n, np.float64(1.1), 3, folder=tmp_path, static_argnums=1)
    assert got.dtype == np.float64
    assert len(list((tmp_path / "inputs").iterdir())) == 1
    assert run_script(tmp_path).returncode == 0


def test_replay_of_python_functions_is_refused(tmp_path):
    def f(x):
        return cv.pure_callback(np.sin, x, x)

    with pytest.raises(NotImplementedError, match=r"replay: the program has the operation 'array.callback'"):
        cv.replay(f, cnp.ones(3), folder=tmp_path / "none")
    assert not (tmp_path / "none").exists()


# ---- covector-run

PROGRAM = """
func.func @main(%x: tensor<2x3xf32>, %n: tensor<i32>) -> (tensor<2x3xf32>, tensor<i32>) {
  return %x, %n : tensor<2x3xf32>, tensor<i32>
}
func.func @halve(%x: tensor<2xbf16>) -> tensor<2xbf16> {
  %h = array.constant dense<0.5> : tensor<2xbf16>
  %0 = array.mul %x, %h : tensor<2xbf16>
  return %0 : tensor<2xbf16>
}
func.func @complex(%x: tensor<2xcomplex<f32>>) -> tensor<2xcomplex<f32>> {
  %0 = array.conj %x : tensor<2xcomplex<f32>>
  return %0 : tensor<2xcomplex<f32>>
}
"""


@pytest.fixture
def program(tmp_path):
    path = tmp_path / "program.mlir"
    path.write_text(PROGRAM)
    return path


def run(*arguments):
    return subprocess.run([RUN, *map(str, arguments)], capture_output=True, text=True, check=False)


def test_arguments_as_text_and_files(program, tmp_path):
    x = np.arange(6, dtype=np.float32).reshape(2, 3) - 2
    np.save(tmp_path / "x.npy", x)
    np.save(tmp_path / "fortran.npy", np.asfortranarray(x))
    want = "tensor<2x3xf32>: -2, -1, 0, 1, 2, 3\ntensor<i32>: -7\n"
    for given in (f"@{tmp_path}/x.npy", f"@{tmp_path}/fortran.npy", "-2,-1,0,1,2,3"):
        assert run(program, "--args", given, "-7").stdout == want
        assert run(program, f"--arg={given}", "--arg=-7").stdout == want


@pytest.mark.parametrize(
    ("function", "value"),
    [
        ("main", np.arange(6, dtype=np.float32).reshape(2, 3)),
        ("halve", np.array([3.0, -0.25]).astype(cnp.bfloat16.dtype)),
        ("complex", np.array([1 + 2j, -3j], np.complex64)),
    ],
)
def test_results_in_files(program, tmp_path, function, value):
    np.save(tmp_path / "x.npy", value)
    more = ["3"] if function == "main" else []
    result = run(program, "--function", function, "--args", f"@{tmp_path}/x.npy", *more, "--output",
                 tmp_path / "out")  # fmt: skip
    assert (result.returncode, result.stdout) == (0, "")
    got = np.load(tmp_path / "out/0.npy")
    want = {"main": value, "halve": value * value.dtype.type(0.5), "complex": np.conj(value)}[function]
    assert got.tobytes() == want.tobytes()
    assert got.shape == want.shape
    if function == "main":
        assert np.load(tmp_path / "out/1.npy") == np.int32(3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--function", "other"], "the file has no function @other; it has @main @halve @complex"),
        (["--args", "1"], "@main has 2 arguments, got 1"),
        (["--args", "1,2", "3"], "an argument has 2 numbers, expected 6"),
        (["--args", "1,two,3,4,5,6", "3"], "not a number: two"),
        (["--args", "@none.npy", "3"], "none.npy: cannot be read"),
        (["--args", "@{folder}/program.mlir", "3"], "program.mlir: is no .npy file"),
        (
            ["--args", "@{folder}/d.npy", "3"],
            "d.npy: holds an array of type '<f8' and shape (2, 3), expected",
        ),
        (["--args", "@{folder}/s.npy", "3"], "and shape (3,), expected '<f4' and (2, 3)"),
        (["--args", "@{folder}/cut.npy", "3"], "cut.npy: ends in its elements"),
        (["--args", "1", "3", "--check", "{folder}/d.npy"], "has 2 results, got 1 files"),
    ],
)
def test_wrong_calls_of_the_tool(program, tmp_path, arguments, message):
    np.save(tmp_path / "d.npy", np.ones((2, 3)))
    np.save(tmp_path / "s.npy", np.ones(3, np.float32))
    np.save(tmp_path / "x.npy", np.ones((2, 3), np.float32))
    (tmp_path / "cut.npy").write_bytes((tmp_path / "x.npy").read_bytes()[:-4])
    result = run(program, *(text.replace("{folder}", str(tmp_path)) for text in arguments))
    assert result.returncode == 1
    assert f"error: {message}" in result.stderr.replace(f"{tmp_path}/", "") or message in result.stderr


def test_checks_of_integers_are_exact(program, tmp_path):
    np.save(tmp_path / "x.npy", np.ones((2, 3), np.float32))
    np.save(tmp_path / "n.npy", np.int32(4))
    checked = ["--args", "1", "3", "--check", tmp_path / "x.npy", tmp_path / "n.npy", "--rtol=10"]
    result = run(program, *checked)
    assert result.returncode == 1
    assert "result 1, number 0: got 3, expected 4" in result.stderr
