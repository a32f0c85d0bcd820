"""How near one coding comes to another: the measures of the codebook, built in."""
