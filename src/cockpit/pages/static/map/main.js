// The moving map: starts over the picture, and leaves it where the browser cannot draw.

import * as maplibre from "maplibre-gl";
import { load } from "map/figures";
import { inView, panel } from "map/panel";
import { search } from "map/search";
import { show, style } from "map/style";

const config = JSON.parse(document.getElementById("map-config").textContent);
const holder = document.getElementById("map");

function canDraw() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

/** A map in the page. */
function open(figures) {
  maplibre.setWorkerUrl(new URL(config.worker, location.href).href);
  const texts = config.texts;
  const map = new maplibre.Map({
    container: holder,
    style: style(config),
    validateStyle: false,
    bounds: config.box,
    fitBoundsOptions: { padding: { top: 12, left: 12, right: 12, bottom: 40 } },
    minZoom: 3,
    maxZoom: 14,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    cooperativeGestures: matchMedia("(pointer: coarse)").matches,
    attributionControl: { compact: true },
    locale: {
      "Map.Title": texts.title,
      "NavigationControl.ZoomIn": texts.zoomIn,
      "NavigationControl.ZoomOut": texts.zoomOut,
      "CooperativeGesturesHandler.MobileHelpText": texts.twoFingers,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new maplibre.ScaleControl());
  map.once("idle", () => {
    document.getElementById("map-still").hidden = true;
    holder.dataset.ready = "";
  });
  const told = panel(config, figures, map);
  listen(map, told);
  search(config, map, told);
  inView(config, map, told);
  recolour(map);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.setStyle(style(config), { diff: false, validate: false }));
  return map;
}

/** What a place of the plan is. */
function placeInWords({ name, half_days: halfDays, posts }) {
  const parts = [[halfDays, config.texts.halfDays], [posts, config.texts.posts]];
  return [name, ...parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`)].join(" · ");
}

/** How many stops a commune has in the week. */
const stopsInWords = ({ name, count }) => `${name} · ${count} ${count > 1 ? config.texts.stops : config.texts.stop}`;

/** Tell the commune under the pointer, or chosen. */
function listen(map, told) {
  let waiting = 0;
  const at = (event) => {
    const layers = [...(config.stops ? ["stops"] : []), ...(config.plan ? ["bases", "places"] : []), "missing", `fill-${config.shown}`, "hole"];
    const [feature] = map.queryRenderedFeatures(event.point, { layers });
    map.getCanvas().style.cursor = feature ? "pointer" : "";
    if (!feature) return;
    if (feature.layer.id === "hole") told.say(config.texts.nobody);
    else if (feature.source === "stops") told.say(stopsInWords(feature.properties));
    else if (feature.source === "plan") told.say(placeInWords(feature.properties));
    else told.tell(feature.id, feature.layer.id);
  };
  map.on("mousemove", (event) => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => at(event));
  });
  map.on("click", at);
  for (const link of document.querySelectorAll("[data-fly]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      map.fitBounds(config.boxes[link.dataset.fly], { padding: 12, animate: false });
      holder.scrollIntoView({ block: "nearest" });
    });
  }
}

/** Colour by another measure. */
function recolour(map) {
  document.getElementById("map-measure").addEventListener("change", (event) => {
    const measure = config.measures.find((one) => one.code === event.target.value);
    if (!measure || measure.code === config.shown) return;
    const start = performance.now();
    map.once("render", () => (holder.dataset.recoloured = (performance.now() - start).toFixed(1)));
    show(map, config.shown, measure.code);
    config.shown = measure.code;
    for (const legend of document.querySelectorAll("[data-legend]")) legend.hidden = legend.dataset.legend !== measure.code;
    for (const image of document.querySelectorAll(".insets img, .insets source, #map-still img, #map-still source")) {
      const name = image.srcset ? "srcset" : "src";
      image.setAttribute(name, image.getAttribute(name).replace(/^[^?]*/, measure.picture));
    }
    const address = new URL(location.href);
    address.searchParams.set("mesure", measure.code);
    history.replaceState(null, "", address);
  });
  for (const [box, layers] of [["map-places", ["places", "bases"]], ["map-stops", ["stops", "stops-count"]]]) {
    document.getElementById(box)?.addEventListener("change", (event) => {
      for (const layer of layers) map.setLayoutProperty(layer, "visibility", event.target.checked ? "visible" : "none");
    });
  }
  document.getElementById("map-base")?.addEventListener("change", (event) => {
    map.setLayoutProperty("base", "visibility", event.target.checked ? "visible" : "none");
    for (const measure of config.measures) {
      map.setPaintProperty(`fill-${measure.code}`, "fill-opacity", measure.code === config.shown ? (event.target.checked ? 0.6 : 1) : 0);
    }
  });
}

if (canDraw()) open(await load(config));
else document.getElementById("map-said").textContent = config.texts.noWebgl;
