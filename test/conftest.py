"""The record of what the operation table showed.

It stands above the folders of tests, since the process that hands tests to others loads no file of
theirs.
"""

import json
import os
import re
from pathlib import Path

BUILD = Path(os.environ.get("COVECTOR_BUILD_DIR", Path(__file__).resolve().parents[1] / "build"))
RECORD = BUILD / "operation-table.json"
TABLE_TEST = re.compile(r"test_optable\.py::test_(\w+)\[(\w+)-(\w+)\]$")
seen: dict[str, dict[str, dict[str, bool]]] = {}


def pytest_runtest_logreport(report):
    """Notes which check of the operation table passed for which element type."""
    if match := TABLE_TEST.search(report.nodeid):
        check, op, dtype = match.groups()
        dtypes = seen.setdefault(op, {}).setdefault(check, {})
        dtypes[dtype] = dtypes.get(dtype, True) and report.passed


def pytest_sessionfinish(session):
    """Writes the record for `make status` and the documentation, in a run of the whole table only."""
    if hasattr(session.config, "workerinput"):  # a process that runs a part of the tests
        return
    if all("value_eager_and_jit" in checks for checks in seen.values()) and len(seen) > 50 and BUILD.is_dir():
        RECORD.write_text(json.dumps(seen, indent=1, sort_keys=True) + "\n")
