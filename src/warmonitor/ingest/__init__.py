"""Files, standard input and web pages to reports. The network is opened here and nowhere else; heavy imports wait until they are needed.

`warmonitor.ingest.copies.copies` groups the copies of one text; it needs NumPy, and is therefore not imported here.
"""

from .dates import Stated, day, stated
from .making import text_report
from .options import Failure, Notice, Options
from .sources import reports

__all__ = ["Failure", "Notice", "Options", "Stated", "day", "reports", "stated", "text_report"]
