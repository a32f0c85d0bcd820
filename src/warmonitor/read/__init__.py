"""Reports to claims. `reader` is the way through; each step has its module or its folder.

`veil` hides names from the encoder, `candidates`, `cues` and `scoring` find what is claimed, `roles/` who did it to whom, `counts/` how many,
`speech/` who says so, `stance` how firmly, `days` and `grounding` when and where; `checks/` holds a report's figures against each other. `lexicon`,
`phrases` and `logistic` serve all; `snippets` reads excerpts.
"""
