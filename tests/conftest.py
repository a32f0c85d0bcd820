"""What many tests share."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("warmonitor", deadline=None)  # how fast a machine is says nothing about the code
settings.load_profile("warmonitor")


@pytest.fixture(scope="session")
def pipeline():
    """The shipped English pipeline."""
    from warmonitor.lang import load

    return load("en")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data beside the checkout; tests that use it skip where it is missing."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("no shared data beside the checkout")
    return folder
