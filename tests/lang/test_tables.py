"""The tables that ship."""

from pathlib import Path

import pytest
import yaml

import warmonitor


@pytest.mark.parametrize("file", sorted(Path(warmonitor.__file__).parent.rglob("*.yml")), ids=lambda file: file.stem)
def test_no_table_has_a_key_twice(file: Path) -> None:
    """YAML takes the last of two without a word, and the other list is lost."""
    tables = [yaml.compose(file.read_text(encoding="utf-8"), yaml.CSafeLoader)]
    for node in tables:
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert len(keys) == len({repr(key) for key in keys}), [k for k in keys if keys.count(k) > 1]
            tables += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            tables += node.value
