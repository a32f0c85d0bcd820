"""From many one-sided reports to a picture that shows agreement, dispute and doubt. Pure functions of claims and reports."""

from .control import control
from .evidence import Evidence, Known, Registry
from .incidents import incidents
from .independence import independent

__all__ = ["Evidence", "Known", "Registry", "control", "incidents", "independent"]
