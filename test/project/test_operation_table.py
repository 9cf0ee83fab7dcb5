"""The table that `make status` prints says what passed and what did not."""

import json
import subprocess
import sys

from repository import ROOT

RECORD = {
    "sin": {"value_eager_and_jit": {"float32": True, "float64": True}, "jvp": {"float32": False}},
    "and": {"value_eager_and_jit": {"bool": True}},
}


def printed(*arguments) -> str:
    command = [sys.executable, ROOT / "tools/operation_table.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_table(tmp_path):
    record = tmp_path / "record.json"
    record.write_text(json.dumps(RECORD))
    text = printed(record)
    lines = {line.split()[0]: line.split()[1:] for line in text.splitlines()}
    assert lines["sin"][0] == "2"
    assert lines["sin"][2:4] == ["FAILED", "float32"]
    assert lines["and"][0] == "1"
    assert "2 operations, 4 checks, 1 failed" in text
    assert "| sin | 2 | . | FAILED float32 |" in printed(record, "--markdown")


def test_nothing_checked_yet(tmp_path):
    assert "make test" in printed(tmp_path / "none.json")
