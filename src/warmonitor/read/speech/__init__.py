"""Who says what in a report.

`frame` is what is looked for. `wordorder` and `quotations` are the means; `ordered` finds frames by word order, `frames` finds all of them, and
`asides` gives those in the middle of a sentence what their place in it gives them. On these
stand `speakers` and with them `attribution`, whom a claim is attributed to; `extraction` gives frames as spans of text.
"""
