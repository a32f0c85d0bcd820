"""Grounding: what the words of a report mean outside of it. Days, places, neutral names, and the conflict packs that know a war.

| files | subject |
| --- | --- |
| `calendar/` | time expressions (TIMEX3): rules, values, and which of them dates a claim |
| `fold`, `geometry`, `countries` | names made comparable, distances and directions, the table of countries |
| `gazetteer`, `gazetteer_build`, `gazetteer_rows`, `added/` | known places: look-up, the file and how it is made, what users add to it |
| `toponyms`, `placewords`, `containers` | the names of places in a text, the words beside them, what is said to hold them |
| `weighing`, `places` | toponym resolution: what speaks for a candidate, and the choice among all names of a report |
| `actors` | entity linking: neutral names for whoever acts, is hit or speaks |
| `packfile`, `packs` | conflict packs: the YAML and what it may hold, and who is found in it by which names |
| `data/` | our own tables and patterns, with examples |
"""
