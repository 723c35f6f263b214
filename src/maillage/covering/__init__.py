"""Classic maximal covering: the most people within a radius of P sites, with an optimum or a bound."""
