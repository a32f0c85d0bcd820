"""Documentation that can be wrong is tested: every command and option is documented, and what the README runs runs."""

from __future__ import annotations

import argparse
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from warmonitor import cli
from warmonitor.model import EventType

ROOT = Path(__file__).parents[2]
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    actions = cli.parser()._actions
    (found,) = (a.choices for a in actions if isinstance(a, argparse._SubParsersAction))
    return dict(found)


def section(name: str) -> str:
    match = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", COMMANDS, re.MULTILINE | re.DOTALL)
    assert match, f"docs/commands.md has no section on {name}"
    return match[1]


@pytest.mark.parametrize("name", commands())
def test_every_option_is_documented_and_every_documented_option_is_there(name: str) -> None:
    options = {o for a in commands()[name]._actions for o in a.option_strings if o.startswith("--") and o != "--help"}
    assert set(re.findall(r"(--[a-z][a-z-]+)", section(name))) == options


def test_every_documented_command_is_there() -> None:
    assert set(re.findall(r"^## (\w+)$", COMMANDS, re.MULTILINE)) == set(commands())


@pytest.mark.parametrize("name", commands())
def test_help_teaches_by_examples_that_parse(name: str) -> None:
    examples = re.findall(
        rf"^  (?:.*\| )?warmonitor ({name} .*?)(?:  +.*|\s[|>].*)?$", commands()[name].description or "", re.MULTILINE
    )
    assert examples or name == "brief"
    for example in examples:
        assert cli.parser().parse_args(shlex.split(example)).command == name


def blocks(text: str, language: str) -> Iterator[str]:
    yield from re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the examples, as a reader of the README has it; the tests leave the ledger in it to each other."""
    made = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", made / "examples")
    return made


def test_the_commands_of_the_readme_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    ran = 0
    for line in (line for block in blocks(README, "sh") for line in block.splitlines()):
        command = line.split("  #")[0].strip()
        if not command.startswith("warmonitor ") or "http" in command or "| " in command:
            continue
        words, _, target = command.partition(" > ")
        capsys.readouterr()
        assert cli.main(shlex.split(words)[1:]) == 0, command
        printed = capsys.readouterr().out
        if target:
            Path(target.strip()).write_text(printed, encoding="utf-8")
        else:
            assert printed or " -o " in words, command
        ran += 1
    assert ran >= 8


def test_the_readme_shows_each_command_once() -> None:
    lines = [line.split("  #")[0].strip() for block in blocks(README, "sh") for line in block.splitlines()]
    assert len(lines) == len(set(lines))


def test_the_python_of_the_readme_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    if not Path("warmonitor.db").exists():
        assert cli.main(["read", "examples", "--pack", "syria"]) == 0
    names: dict[str, object] = {}
    found = list(blocks(README, "python"))
    assert found
    for block in found:
        exec(compile(block, "README.md", "exec"), names)


def test_links_inside_the_repository_lead_somewhere() -> None:
    for file in [
        ROOT / "README.md",
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "benchmarks").glob("*.md"),
        ROOT / "examples" / "README.md",
    ]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_the_examples_are_marked_as_written_for_the_project() -> None:
    about = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    assert "not news" in about
    for file in (ROOT / "examples").iterdir():
        assert file.name == "README.md" or file.name in about


def test_every_event_type_is_named_where_filters_are_told() -> None:
    assert set(EventType) <= set(re.findall(r"`(\w+)`", section("brief")))
