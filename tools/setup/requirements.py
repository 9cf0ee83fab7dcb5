"""Prints the requirements that pyproject.toml names: its own and those of the groups given.

The group ``build`` stands for what building a wheel needs.
"""

import sys
import tomllib
from pathlib import Path


def requirements(groups: list[str]) -> list[str]:
    """The requirements of the project and of optional groups, without repetition, sorted.

    Args:
        groups: names of ``[project.optional-dependencies]``, or ``build``. For ``peer``
            alone, only that group's.
    """
    project_file = Path(__file__).resolve().parents[2] / "pyproject.toml"
    configuration = tomllib.loads(project_file.read_text())
    project = configuration["project"]
    optional = project["optional-dependencies"] | {"build": configuration["build-system"]["requires"]}
    found = set() if groups == ["peer"] else set(project["dependencies"])
    for group in groups:
        found |= set(optional[group])
    return sorted(found)


if __name__ == "__main__":
    print("\n".join(requirements(sys.argv[1:])))
