"""Malformed files never crash covector-opt: it says what is wrong, or does its work."""

import functools
import os
import random
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("COVECTOR_BUILD_DIR", ROOT / "build")).resolve()
TOOL = BUILD / "tools" / "covector-opt"
PIPELINES = [
    [],
    ["--array-simplify"],
    ["--array-expand-transforms"],
    ["--array-jvp"],
    ["--array-vjp"],
    ["--array-vmap=in-axes=0"],
    ["--array-linearize"],
    ["--array-transpose"],
    ["--array-to-linalg"],
    ["--array-cpu-pipeline"],
]
PARTS = 60
TOKEN = re.compile(r"%[\w$:#]+|@\w+|\"[^\"]*\"|[A-Za-z_][\w.]*|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?|->|\s+|.")
NUMBERS = ["0", "1", "-1", "2", "7", "4294967296", "9223372036854775807", "-9223372036854775808", "1.5"]
TYPES = [
    "f32", "f64", "f16", "bf16", "i1", "i8", "i32", "i64", "ui8", "ui32", "index", "complex<f32>", "none",
    "i0", "i129", "f128", "tensor<f32>", "tensor<4xf32>", "tensor<?xf32>", "tensor<*xf32>", "tensor<0xf32>",
    "memref<4xf32>", "vector<4xf32>", "tensor<4xindex>", "tensor<9223372036854775807x4xf32>", "(f32) -> f32",
]  # fmt: skip


@functools.cache
def examples() -> list[str]:
    """The modules of the tests, and the functions around the examples of the records."""
    texts = []
    for path in sorted((ROOT / "test").rglob("*.mlir")):
        lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("//")]
        texts += [t for t in "\n".join(lines).split("// -----") if t.strip()]
    for path in sorted((ROOT / "dialects" / "array").glob("*.td")):
        for example in re.findall(r"```mlir\n(.*?)```", path.read_text(), re.DOTALL):
            texts.append("func.func @main() {\n" + example + "  return\n}\n")
    assert len(texts) > 20
    return [t for t in texts if len(t) < 4000]


def mutate(text: str, rng: random.Random) -> str:
    """The text with a few of its tokens changed, moved or left out."""
    tokens = TOKEN.findall(text)
    words = [i for i, t in enumerate(tokens) if not t.isspace()]
    for _ in range(rng.choice([1, 1, 1, 2, 4])):
        if len(words) < 3:
            return text
        place, other = rng.choice(words), rng.choice(words)
        kind = rng.randrange(8)
        if kind == 0:
            tokens[place] = ""
        elif kind == 1:
            tokens[place], tokens[other] = tokens[other], tokens[place]
        elif kind == 2:
            tokens[place] += " " + tokens[other]
        elif kind == 3:
            numbers = [i for i in words if re.fullmatch(r"-?\d+", tokens[i])]
            if numbers:
                tokens[rng.choice(numbers)] = rng.choice(NUMBERS)
        elif kind == 4:
            types = [i for i in words if re.fullmatch(r"[fi]\d+|bf16|tensor|[0-9x]*x[fi]\d+", tokens[i])]
            if types:
                tokens[rng.choice(types)] = rng.choice(TYPES)
        elif kind == 5:
            values = [i for i in words if tokens[i].startswith("%")]
            if len(values) > 1:
                tokens[rng.choice(values)] = tokens[rng.choice(values)]
        elif kind == 6:
            tokens[place] = rng.choice(
                ["array<i64: 9, -1>", "dense<1>", "unit", "@nothing", '"text"', "[]", "{}"]
            )
        else:
            sizes = [i for i in words if re.fullmatch(r"x?\d+x[\w]*|\d+x.*", tokens[i])]
            if sizes:
                i = rng.choice(sizes)
                tokens[i] = re.sub(r"\d+(?=x)", rng.choice(["0", "1", "3", "4294967296"]), tokens[i], count=1)
    result = "".join(tokens)
    # MLIR 22's own parser of `array<index: ...>` crashes, whatever dialects there are.
    return text if "array<index" in result else result


def run(texts: list[str], options: list[str]) -> subprocess.CompletedProcess:
    """covector-opt on several modules at once."""
    return subprocess.run(
        [TOOL, "--split-input-file", "--mlir-disable-threading", *options],
        input="\n// -----\n".join(texts),
        capture_output=True,
        text=True,
        timeout=120,
    )


def crashing(texts: list[str], options: list[str]) -> str:
    """One of the modules that crashes alone, or all of them."""
    for text in texts:
        if run([text], options).returncode not in (0, 1):
            return text
    return "\n// -----\n".join(texts)


@pytest.mark.skipif(not TOOL.exists(), reason=f"{TOOL} is not built")
@pytest.mark.parametrize("options", PIPELINES, ids=lambda options: options[0] if options else "parse")
def test_malformed_files(options):
    rng = random.Random(" ".join(options))
    for number in range(8):
        # The first round takes the examples as they are.
        texts = [mutate(rng.choice(examples()), rng) for _ in range(PARTS)] if number else examples()
        result = run(texts, options)
        if result.returncode not in (0, 1):
            text = crashing(texts, options)
            again = run([text], options)
            pytest.fail(
                f"covector-opt {' '.join(options)} ended with {result.returncode} on\n{text}\n"
                f"{again.stderr[-3000:]}"
            )


@pytest.mark.skipif(not TOOL.exists(), reason=f"{TOOL} is not built")
@pytest.mark.parametrize(
    "text",
    ["", "\0", "func.func", "module {", "}" * 100, "(" * 20000, "%" * 1000, "array.add", "tensor<" * 5000,
     "func.func @f() { array.what }", "é\xff"],
    ids=range(11),
)  # fmt: skip
def test_files_that_are_no_modules(text):
    assert run([text], ["--array-simplify"]).returncode in (0, 1)
