// What is drawn, in which order. Every measure has its own layer over the same tiles, all of them coloured when tiles
// arrive: to show another one only changes two opacities, which costs one frame.

export const night = () => matchMedia("(prefers-color-scheme: dark)").matches;

const INK = { day: { sea: "#f4f5f7", line: "#ffffff", border: "#4a5563", name: "#1b2430", halo: "#ffffff", mark: "#7a1fa2" },
  night: { sea: "#12171d", line: "#12171d", border: "#b4bdc8", name: "#ffffff", halo: "#12171d", mark: "#f3a6ff" } };

const ink = () => (night() ? INK.night : INK.day);

/** Colour of a commune for a measure. */
function colour(config, measure) {
  const colours = night() ? measure.dark : measure.light;
  const none = config.none[night() ? 1 : 0];
  const cases = measure.members.flatMap((members, group) => (members.length ? [members, colours[group]] : []));
  return cases.length ? ["match", ["id"], ...cases, none] : none;
}

const still = { duration: 0, delay: 0 };

function measureLayers(config, measure) {
  const shown = measure.code === config.shown ? 1 : 0;
  return [
    {
      id: `fill-${measure.code}`, type: "fill", source: "ground", "source-layer": "commune",
      paint: { "fill-color": colour(config, measure), "fill-antialias": false, "fill-opacity": shown, "fill-opacity-transition": still },
    },
  ];
}

const widths = (...stops) => ["interpolate", ["exponential", 1.5], ["zoom"], ...stops];

/** Stops of the week: a disc for each commune, as wide as they are many, and from near their number. */
function stopLayers(mark, halo) {
  const visibility = document.getElementById("map-stops")?.checked === false ? "none" : "visible";
  const many = ["sqrt", ["get", "count"]];
  return [
    { id: "stops", type: "circle", source: "stops", layout: { visibility },
      paint: { "circle-color": mark, "circle-stroke-color": halo, "circle-stroke-width": 1,
        "circle-radius": widths(5, ["+", 1, ["*", 0.5, many]], 9, ["+", 7, ["*", 1.6, many]], 12, ["+", 9, ["*", 3, many]]) } },
    { id: "stops-count", type: "symbol", source: "stops", minzoom: 7.5,
      layout: { visibility, "text-field": ["to-string", ["get", "count"]], "text-font": ["sans-serif"], "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": halo } },
  ];
}

/** The whole style. */
export function style(config) {
  const { sea, line, border, name, halo, mark } = ink();
  const none = config.none[night() ? 1 : 0];
  const ground = { source: "ground" };
  const seen = { visibility: document.getElementById("map-places")?.checked === false ? "none" : "visible" };
  return {
    version: 8,
    transition: still,
    sources: {
      ground: {
        type: "vector", tiles: [new URL(config.tiles, location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}")],
        minzoom: 0, maxzoom: config.zooms[1], attribution: "Contours IGN, INSEE",
      },
      names: { type: "geojson", data: new URL(config.landmarks, location.href).href },
      ...(config.plan && { plan: { type: "geojson", data: new URL(config.plan, location.href).href } }),
      ...(config.stops && { stops: { type: "geojson", data: config.stops } }),
      ...(config.baseMap && { base: { type: "raster", tiles: [config.baseMap], tileSize: 256, attribution: "IGN" } }),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": sea } },
      ...(config.baseMap ? [{ id: "base", type: "raster", source: "base", layout: { visibility: "none" } }] : []),
      { id: "hole", type: "fill", ...ground, "source-layer": "hole", paint: { "fill-color": none, "fill-antialias": false } },
      ...config.measures.flatMap((measure) => measureLayers(config, measure)),
      {
        id: "commune-line", type: "line", ...ground, "source-layer": "commune", minzoom: 8,
        paint: { "line-color": line, "line-width": 0.5 },
      },
      { id: "epci-line", type: "line", ...ground, "source-layer": "epci", minzoom: 8, paint: { "line-color": border, "line-width": widths(8, 0.3, 12, 1.5), "line-opacity": 0.6 } },
      { id: "departement-line", type: "line", ...ground, "source-layer": "departement", paint: { "line-color": border, "line-width": widths(4, 0.4, 10, 2) } },
      { id: "region-line", type: "line", ...ground, "source-layer": "region", paint: { "line-color": border, "line-width": widths(4, 1, 10, 3) } },
      {
        id: "chosen", type: "line", ...ground, "source-layer": "commune", minzoom: 8,
        paint: { "line-color": mark, "line-width": ["case", ["boolean", ["feature-state", "chosen"], false], 3.5, 0] },
      },
      {
        id: "missing", type: "circle", ...ground, "source-layer": "missing", minzoom: 7,
        paint: { "circle-radius": 5, "circle-color": none, "circle-stroke-color": border, "circle-stroke-width": 1.5 },
      },
      ...(config.plan
        ? [
            { id: "places", type: "circle", source: "plan", filter: [">", ["get", "half_days"], 0], layout: seen,
              paint: { "circle-color": mark, "circle-opacity": 0.75, "circle-stroke-color": halo, "circle-stroke-width": 0.5,
                "circle-radius": widths(4, 1, 9, ["+", 2, ["sqrt", ["get", "half_days"]]], 12, ["+", 4, ["*", 2, ["sqrt", ["get", "half_days"]]]]) } },
            { id: "bases", type: "circle", source: "plan", filter: [">", ["get", "posts"], 0], minzoom: 6, layout: seen,
              paint: { "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": name, "circle-stroke-width": 2, "circle-radius": widths(6, 3, 12, 11) } },
          ]
        : []),
      ...(config.stops ? stopLayers(mark, halo) : []),
      {
        id: "names", type: "symbol", source: "names",
        filter: ["match", ["get", "rank"], 0, [">=", ["zoom"], 4.6], 1, [">=", ["zoom"], 6.5], [">=", ["zoom"], 8]],
        layout: {
          "text-field": ["get", "name"], "text-font": ["sans-serif"], "symbol-sort-key": ["get", "rank"],
          "text-size": ["match", ["get", "rank"], 0, 14, 1, 13, 12], "text-padding": 6,
          ...(config.stops && { "text-anchor": "top", "text-offset": [0, 1.1] }),
        },
        paint: { "text-color": name, "text-halo-color": halo, "text-halo-width": 1.6 },
      },
    ],
  };
}

/** Show a measure instead of another. */
export function show(map, before, after) {
  map.setPaintProperty(`fill-${before}`, "fill-opacity", 0, { validate: false });
  map.setPaintProperty(`fill-${after}`, "fill-opacity", 1, { validate: false });
}
