"""Communes, EPCI, départements and régions of France: points, hours, codes through time, travel times."""
