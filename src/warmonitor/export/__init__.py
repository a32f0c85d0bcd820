"""Claims in the formats of other tools, one file each; nothing here writes to the ledger."""
