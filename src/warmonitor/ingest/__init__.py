"""Files, standard input and web pages to reports. The network is opened here and nowhere else; heavy imports wait until they are needed."""

from .dates import Stated, day, stated
from .making import text_report
from .options import Failure, Notice, Options
from .sources import reports

__all__ = ["Failure", "Notice", "Options", "Stated", "copies", "day", "reports", "stated", "text_report"]


def __getattr__(name: str) -> object:
    if name == "copies":  # needs NumPy
        from .copies import copies

        return copies
    raise AttributeError(name)
