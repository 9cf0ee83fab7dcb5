"""The process of one package: reads a case's name from a line, and writes the seconds of one turn."""

from __future__ import annotations

import importlib
import json
import sys

from benchmarks.cases import CASES, Package


def main() -> None:
    name = sys.argv[1]
    root = importlib.import_module(name)
    package = Package(root, importlib.import_module(f"{name}.numpy"))
    version = getattr(root, "__version__", None)
    print(json.dumps({"version": version}), flush=True)
    for line in sys.stdin:
        measure = CASES[line.strip()].measure
        try:
            answer = {"seconds": measure(package)}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
