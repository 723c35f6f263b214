"""What the system refuses is said in the reader's language, and is plain text for machines."""

import errno
import json
import os
import pickle
import socket

import pytest

from maillage.vocabulary.errors import CannotWrite, SystemReason
from maillage.vocabulary.messages import set_language


@pytest.mark.parametrize("number", [errno.ENOENT, errno.ENOSPC, errno.EACCES, errno.EISDIR])
def test_a_reason_is_said_in_either_language(number: int) -> None:
    error = CannotWrite("sources.no_data_folder", path="p", cause=SystemReason.of(OSError(number, os.strerror(number))))
    french = str(error)
    assert os.strerror(number) not in french
    set_language("en")
    try:
        assert str(error) != french
    finally:
        set_language("fr")
    assert str(pickle.loads(pickle.dumps(error))) == french
    assert json.dumps(error.values["cause"]) == json.dumps(os.strerror(number))


def test_a_server_not_found_and_what_has_no_sentence() -> None:
    assert "réseau" in f"{SystemReason.of(socket.gaierror(-2, 'Name or service not known'))}"
    assert str(SystemReason.of(OSError(errno.ENOTTY, "Inappropriate ioctl"))) == "Inappropriate ioctl"
    assert str(SystemReason.of(OSError("no number"))) == "no number"
