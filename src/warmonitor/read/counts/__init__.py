"""How many people and things a quote counts.

`numbers` are read first. `quote` holds the words; `numbered` and then `singles` find nouns that are counted, `quantities` both. `befallen` tells what
befell people, `claimed` makes the counts of a claim of all this, and `displaced` picks the main figure of an excerpt.
"""
