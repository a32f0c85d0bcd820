"""warmonitor: a ledger of who claims that what happened, where and when."""

__version__ = "0.1.0"
