"""A report's own figures held against each other, the map and the calendar.

`self_checks` needs the text alone, `stated_distances` the map, `war_age` the start of the war; `notes` writes what they find on claims. `dating` asks
the other way round: on which days may an undated report have been published?
"""
