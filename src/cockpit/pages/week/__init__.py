"""The advisor's week on a phone: today's stops first, acts that wait for the network, reports in a few taps."""
