"""Which network addresses may be connected to: only those anyone on the public internet could reach.

Pure: it is given addresses and opens nothing.
"""

import ipaddress

REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link local, cloud metadata
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",
        "192.88.99.0/24",  # former 6to4 relays
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",
        "::/96",  # unspecified, loopback, IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",  # Teredo and protocol assignments
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",  # site local
        "ff00::/8",  # multicast
    )
)
"""Networks refused whatever the standard library thinks of them, for its lists vary with its version."""

_UNICAST_6 = ipaddress.IPv6Network("2000::/3")


def public(address: str, *, loopback: bool = False) -> bool:
    """Whether an address may be connected to.

    Parameters
    ----------
    address
        An IPv4 or IPv6 address as text, a scope (``%eth0``) allowed.
    loopback
        Accept ``127.0.0.0/8`` and ``::1``: for tests only.
    """
    try:
        found = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if loopback and found.is_loopback:
        return True
    if "%" in address or not found.is_global or found.is_multicast or found.is_reserved:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found not in _UNICAST_6:
        return False
    return not any(found.version == network.version and found in network for network in REFUSED)
