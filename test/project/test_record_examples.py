"""Every example in the records of the dialect and of the passes parses and verifies.

The text comes from mlir-tblgen, as for the pages of the documentation. An example may use
values that it does not define: they are declared before it, with the types that its own
signatures ask for, which the parser's messages tell.
"""

import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from repository import BUILD, ROOT, covector_opt, llvm_bin, name

RECORDS = {
    ROOT / "dialects/array/ArrayOps.td": ["-gen-dialect-doc", "-dialect=array"],
    ROOT / "passes/Passes.td": ["-gen-pass-doc"],
    ROOT / "passes/lowering/Passes.td": ["-gen-pass-doc"],
}
BLOCK = re.compile(r"```mlir\n(.*?)```", re.DOTALL)
ROUNDS = 12
# Symbols that an example may use without defining them: the first that verifies is taken.
CALLEES = (
    "",
    "func.func private @f(tensor<4xf32>) -> tensor<f32>",
    "func.func private @f(tensor<4xf32>) -> tensor<4xf32>",
)
ALIASES = {"#id": "#id = affine_map<(d0) -> (d0)>"}


@dataclass
class Example:
    """One block of IR, the values declared for it so far, and what was wrong with it last."""

    title: str
    text: str
    callee: str = ""
    types: dict[str, str] = field(default_factory=dict)
    error: str = "not parsed"

    def whole(self) -> list[str]:
        declared = [f'%{value} = "example.value"() : () -> ({type_})' for value, type_ in self.types.items()]
        aliases = [
            text
            for alias, text in ALIASES.items()
            if re.search(rf"{alias}\b", self.text) and f"{alias} =" not in self.text
        ]
        return [*aliases, self.callee, *declared, *self.text.splitlines()]


def documentation(records: Path) -> str:
    command = [llvm_bin() / "mlir-tblgen", *RECORDS[records], "-I", ROOT, "-I", llvm_bin().parent / "include"]
    return subprocess.run([*command, records], capture_output=True, text=True, check=True).stdout


def examples() -> list[Example]:
    found = []
    for records in RECORDS:
        if not records.exists():
            continue
        for section in re.split(r"^(?=### )", documentation(records), flags=re.MULTILINE)[1:]:
            title = re.sub(r"[`#]|\(.*", "", section.splitlines()[0]).strip()
            for number, block in enumerate(BLOCK.findall(section)):
                if "..." not in block:  # not an excerpt
                    found.append(Example(f"{title}-{number}", block))
    return found


def parse(pending: list[Example]) -> None:
    """Parses examples in one process; what an error teaches is noted in its example."""
    lines: list[str] = []
    owners: list[Example] = []
    for example in pending:
        whole = [*example.whole(), "// -----"]
        lines += whole
        owners += [example] * len(whole)
        example.error = ""
    result = subprocess.run(
        [covector_opt(), "--split-input-file", "--allow-unregistered-dialect", "-", "-o", "/dev/null"],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode >= 0, f"covector-opt crashed: {result.stderr[-2000:]}"
    for line, column, message in re.findall(r"^\S+?:(\d+):(\d+): error: (.*)$", result.stderr, re.MULTILINE):
        example = owners[int(line) - 1]
        example.error = example.error or message
        text = lines[int(line) - 1][int(column) - 1 :]
        value = re.match(r"%([\w$.-]+)", text)
        wanted = re.match(
            r"use of value '%(\S+?)' expects different type than prior uses: '(.*)' vs '.*'", message
        )
        if message == "use of undeclared SSA value name" and value:
            example.types.setdefault(value[1], "none")
        elif wanted and wanted[1] in example.types:
            example.types[wanted[1]] = wanted[2]


def check(all_examples: list[Example]) -> None:
    for callee in CALLEES:
        pending = [example for example in all_examples if example.error]
        for example in pending:
            example.callee = callee
            example.types.clear()
        for _ in range(ROUNDS):
            parse(pending)
            pending = [example for example in pending if example.error]
            if not pending:
                return


@pytest.fixture(scope="module")
def parsed() -> list[Example]:
    if not covector_opt().exists():
        pytest.fail(f"covector-opt is not built in {BUILD}")
    all_examples = examples()
    check(all_examples)
    return all_examples


def test_every_example_parses(parsed: list[Example]):
    wrong = [f"{example.title}: {example.error}\n{example.text}" for example in parsed if example.error]
    assert not wrong, f"{len(wrong)} of {len(parsed)} examples:\n" + "\n".join(wrong)


def test_every_operation_has_an_example():
    sections = re.split(
        r"^(?=### `)", documentation(ROOT / "dialects/array/ArrayOps.td"), flags=re.MULTILINE
    )[1:]
    assert len(sections) > 50
    missing = [section.splitlines()[0] for section in sections if not BLOCK.search(section)]
    assert not missing


@pytest.mark.parametrize("records", [path for path in RECORDS if "passes" in path.parts], ids=name)
def test_every_pass_shows_what_it_does(records: Path):
    sections = re.split(r"^(?=### `)", documentation(records), flags=re.MULTILINE)[1:]
    missing = [
        section.splitlines()[0]
        for section in sections
        if len(BLOCK.findall(section)) < 2 or "==>" not in section
    ]
    assert sections and not missing
