"""What may be connected to."""

import pytest

from maillage.sources.addresses import public

PRIVATE = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "0.0.0.0",
    "0.1.2.3", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.0.255", "192.0.2.1", "192.88.99.1", "198.18.0.1",
    "198.51.100.9", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::1", "::",
    "::ffff:8.8.8.8", "::ffff:10.0.0.1", "::8.8.8.8", "64:ff9b::808:808", "64:ff9b::a00:1", "64:ff9b:1::1",
    "2002:0a00:0001::1", "2002:808:808::1", "fec0::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1",
    "ff0e::1", "2001::1", "2001:db8::1", "100::1", "4000::1", "3fff::1", "2606:4700::1%eth0", "localhost", "", "1.2.3",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_not_open_to_all_are_refused(address: str) -> None:
    assert not public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "192.0.1.1", "172.32.0.1",
                                     "2606:4700:4700::1111", "2a00:1450:4007::1", "2001:4860:4860::8888"])  # fmt: skip
def test_public_addresses_are_accepted(address: str) -> None:
    """Positive control: the guard is not one that refuses everything."""
    assert public(address)


def test_loopback_only_when_asked() -> None:
    assert public("127.0.0.1", loopback=True)
    assert public("::1", loopback=True)
    assert not public("10.0.0.1", loopback=True)
    assert not public("::ffff:127.0.0.1", loopback=True)
