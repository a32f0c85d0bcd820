"""What the user can mend."""


class UserError(Exception):
    """A mistake or circumstance that the user can mend, told in one line: what, where, what to do."""
