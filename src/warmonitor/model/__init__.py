"""The types that the stages hand to each other: frozen, slotted, importing nothing else of warmonitor."""

from .claim import Attribution, Claim, Count, Reader, Reason, Stance, Voice, claim_id
from .control import Control, ControlStatus
from .errors import UserError
from .events import COUNTED, EventType
from .incident import Grade, Incident, Position
from .judgement import Decision, Judgement
from .names import Mention
from .report import DateSource, Report, report_id
from .span import Span
from .when import When
from .where import Candidate, Place, Relation, Where

__all__ = [
    "COUNTED", "Attribution", "Candidate", "Claim", "Control", "ControlStatus", "Count", "DateSource", "Decision", "EventType", "Grade",
    "Incident", "Judgement", "Mention", "Place", "Position", "Reader", "Reason", "Relation", "Report", "Span", "Stance",
    "UserError", "Voice", "When", "Where", "claim_id", "report_id",
]  # fmt: skip
