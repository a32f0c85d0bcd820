"""How the shipped English model is trained and measured; not part of the wheel. Run from the repository root."""
