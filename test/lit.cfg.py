"""How lit runs the .mlir tests: `lit -v test`, from any folder.

The tools come from the build folder that COVECTOR_BUILD_DIR names (default:
`build/` in the repository), FileCheck from the LLVM that it was configured with.
"""

import os
import re
from pathlib import Path

import lit.formats

# lit gives these two names to this file.
config = globals()["config"]
lit_config = globals()["lit_config"]

repository = Path(__file__).resolve().parent.parent
build = Path(os.environ.get("COVECTOR_BUILD_DIR", repository / "build")).resolve()
cache = build / "CMakeCache.txt"
if not cache.exists():
    lit_config.fatal(f"{build} is not configured; run `make build`, or set COVECTOR_BUILD_DIR")
match = re.search(r"^MLIR_DIR:\w+=(.+)$", cache.read_text(), re.MULTILINE)
if match is None:
    lit_config.fatal(f"{cache} does not say where MLIR is; configure it again")
llvm_bin = Path(match[1]).parents[2] / "bin"

config.name = "Covector"
config.suffixes = [".mlir"]
config.excludes = ["Inputs", "frontend", "project"]
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = str(repository / "test")
config.test_exec_root = str(build / "test")

# ---- tools: the name in a RUN line stands for the whole path
tools = {name: build / "tools" / name for name in ("covector-opt", "covector-run")}
tools |= {name: llvm_bin / name for name in ("FileCheck", "not", "count", "split-file")}
for name, path in tools.items():
    if path.exists():
        config.substitutions.append((rf"(?<![\w/.-]){re.escape(name)}(?![\w/.-])", str(path)))
    else:
        lit_config.note(f"{name} is missing: {path}")
config.available_features = {name for name, path in tools.items() if path.exists()}

config.environment["PATH"] = os.pathsep.join([str(llvm_bin), os.environ.get("PATH", "")])
# What FileCheck shows when it fails.
config.environment["FILECHECK_OPTS"] = "--dump-input-filter=all --dump-input-context=10"
