"""Prints what the last run of the tests showed of every operation, in every element type.

    python tools/operation_table.py RECORD [--markdown]

RECORD is what `test/frontend/test_optable.py` wrote. A cell says in how many element types a check
passed; a dot, that the check does not apply: a function of integers has no derivative.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

CHECKS = {
    "value_eager_and_jit": "value",
    "value_at_special_numbers": "special",
    "jvp": "jvp",
    "vjp": "vjp",
    "second_order": "order 2",
    "vmap_over_each_operand": "vmap",
    "grad_of_vmap": "grad of vmap",
    "vmap_of_grad": "vmap of grad",
}

Record = dict[str, dict[str, dict[str, bool]]]


def cell(dtypes: dict[str, bool]) -> str:
    """In how many element types a check passed, and in which it did not."""
    failed = [dtype for dtype, passed in dtypes.items() if not passed]
    if failed:
        return "FAILED " + " ".join(failed)
    return str(len(dtypes)) if dtypes else "."


def rows(record: Record) -> list[list[str]]:
    """The table, a heading first."""
    table = [["operation", *CHECKS.values()]]
    for op, checks in sorted(record.items()):
        table.append([op, *(cell(checks.get(check, {})) for check in CHECKS)])
    return table


def summary(record: Record) -> str:
    """The number of operations and checks, and how many failed."""
    outcomes = [
        passed for checks in record.values() for dtypes in checks.values() for passed in dtypes.values()
    ]
    return f"{len(record)} operations, {len(outcomes)} checks, {outcomes.count(False)} failed"


def as_text(record: Record) -> str:
    """Columns for the terminal."""
    table = rows(record)
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip() for row in table]
    return "\n".join([*lines, summary(record)])


def as_markdown(record: Record) -> str:
    """The table for the documentation."""
    head, *body = rows(record)
    lines = ["| " + " | ".join(row) + " |" for row in [head, ["---"] * len(head), *body]]
    return "\n".join([*lines, "", summary(record) + "."])


def main(arguments: list[str]) -> int:
    """Prints the table of the record given."""
    paths = [argument for argument in arguments if not argument.startswith("--")]
    if len(paths) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    path = Path(paths[0])
    if not path.exists():
        print("operation table   not checked yet: `make test` does it")
        return 0
    record = json.loads(path.read_text())
    print(as_markdown(record) if "--markdown" in arguments else as_text(record))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
