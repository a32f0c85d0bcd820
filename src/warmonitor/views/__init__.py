"""Questions to the ledger, answered as plain data and rendered; nothing here writes to it."""
