"""What examples in pages print: runs them, and compares with the pages or writes it there.

In a page, a block of Python or a command that is followed by a block of text is an example with its output.
`python docs/outputs.py` writes the outputs as they are today; the tests compare them. In an output a line
`...` stands for any lines; of such outputs those that show whole functions are written, the others are only
compared.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = Path(os.environ.get("COVECTOR_BUILD_DIR", ROOT / "build")).resolve()
PAGES = ["loops.md", "how-a-gradient-is-made.md"]

# Code, and the output that follows it, if one does.
EXAMPLE = re.compile(r"```(python|sh)\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)
NUMBER = re.compile(r"(?<![\w%#.])-?\d+\.\d*(?:e[+-]\d+)?")
# Functions of the runtime have names that depend on the machine's vectors.
RUNTIME_FUNCTION = re.compile(r"@(?:Sleef_\w*?|cv_)(sin|cos|exp|tanh|log)\w*")


def normal(text: str) -> list[str]:
    """Lines without what differs between machines: last digits, names of vector functions, indentation."""
    text = NUMBER.sub(lambda match: f"{float(match[0]):.5g}", text)
    text = RUNTIME_FUNCTION.sub(r"@\1", text)
    return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]


def difference(expected: str, got: str) -> str:
    """Nothing, if the output is what the page says; otherwise what differs, for reading."""
    want, have = normal(expected), normal(got)
    if "..." not in want:
        return (
            "" if want == have else "\n".join(difflib.unified_diff(want, have, "page", "today", lineterm=""))
        )
    position = 0
    for part in "\n".join(want).split("...\n"):
        lines = [line for line in part.splitlines() if line != "..."]
        starts = range(position, len(have) - len(lines) + 1)
        found = next((i for i in starts if have[i : i + len(lines)] == lines), None)
        if found is None:
            return "these lines do not follow in what is printed today:\n" + "\n".join([*lines, "---", *have])
        position = found + len(lines)
    return ""


class Runner:
    """Runs the examples of one page in a folder of their own, one after another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.space: dict[str, object] = {"__name__": "page"}

    def __call__(self, language: str, code: str) -> str:
        """What the example prints."""
        if language == "python":
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed), contextlib.chdir(self.folder):
                exec(compile(code, "page", "exec"), self.space)
            return printed.getvalue()
        outputs = []
        for command in code.strip().replace("\\\n", " ").splitlines():
            name, *arguments = shlex.split(command, comments=True)
            done = subprocess.run(
                [BUILD / "tools" / name, *arguments],
                cwd=self.folder,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise RuntimeError(f"{command}\n{done.stderr}")
            outputs.append(done.stdout)
        return "".join(outputs)


def examples(page: str) -> list[re.Match[str]]:
    """The examples of the text of a page."""
    return list(EXAMPLE.finditer(page))


def outputs(page: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each example of a page, and what it prints today."""
    with tempfile.TemporaryDirectory() as folder:
        run = Runner(Path(folder))
        for match in examples(page):
            yield match, run(match[1], match[2])


def excerpt(block: str, got: str) -> str | None:
    """Today's text of the functions that a block shows between two lines of dots, if it shows that."""
    shown, lines = block.strip().splitlines(), got.rstrip().splitlines()
    name = re.match(r"\s*func\.func (?:private )?(@\w+\()", shown[1]) if len(shown) > 2 else None
    if name is None or shown[0] != "..." or shown[-1] != "..." or "..." in shown[1:-1]:
        return None
    first = next(
        i for i, line in enumerate(lines) if re.match(rf"\s*func\.func .*{re.escape(name[1])}", line)
    )
    ends = [i for i in range(first, len(lines)) if lines[i] == "  }"]
    return "\n".join(["...", *lines[first : ends[shown.count("  }") - 1] + 1], "..."])


def rewritten(page: str) -> str:
    """The page with the outputs of today."""
    pieces, position = [], 0
    for match, got in outputs(page):
        if match[3] is None or not difference(match[3], got):
            continue
        if "..." in match[3].splitlines():
            new = excerpt(match[3], got)
        else:
            new = "\n".join(line.rstrip() for line in got.strip().splitlines())
        if new is None:
            print(f"to be written by hand:\n{match[3]}---\n{difference(match[3], got)}")
            continue
        pieces += [page[position : match.start(3)], new, "\n"]
        position = match.end(3)
    return "".join([*pieces, page[position:]])


def main() -> None:
    """Writes the outputs of today into all pages."""
    for name in sys.argv[1:] or PAGES:
        path = ROOT / "docs/pages" / name
        path.write_text(rewritten(path.read_text()))


if __name__ == "__main__":
    main()
