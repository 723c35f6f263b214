"""What the site refuses, in one sentence that says the next step."""


class Refused(Exception):
    """The act cannot be done; the sentence (see :func:`cockpit.wording.both`) says why and what to do."""
