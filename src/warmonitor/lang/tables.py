"""The one reader of YAML: of the tables that ship with the packages, and of what users write.

libyaml's safe loader is ten times as fast as PyYAML's own, which stands in where PyYAML was built without it.
"""

from __future__ import annotations

from typing import Any


def parse(text: str) -> Any:
    """What a YAML text holds: only plain data, never objects of a program. Raises `yaml.YAMLError` where it is no YAML."""
    import yaml  # here, as the commands that only ask a ledger need the names of countries, but no YAML

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def table(package: str, *path: str) -> Any:
    """What the file at `path` in a package of ours holds, read anew each time."""
    from importlib.resources import files  # here as well: many commands read no table

    return parse(files(package).joinpath(*path).read_text(encoding="utf-8"))
