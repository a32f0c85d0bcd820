"""Who did it, to whom, and where.

`fillers` weighs all phrases that might fill a role, with what `earlier` remembers of claims before; `participants` names them. `holders`, `losers`
and `listed` then correct whole claims: who holds or lost a place, and lists of places.
"""
