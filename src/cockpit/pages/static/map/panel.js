// What the map says of a commune, and the list of what is in view for who has no pointer.

import { codeOf, inWords, nameOf } from "map/figures";

const element = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

const SHOWN_AT_MOST = 110;

/** The panel: call it with a commune's number, or a sentence. */
export function panel(config, figures, map) {
  const box = document.getElementById("map-panel");
  let chosen = null;
  const mark = (number, on) => map.setFeatureState({ source: "ground", sourceLayer: "commune", id: number }, { chosen: on });

  async function tell(number, layer) {
    if (number === chosen) return;
    if (chosen !== null) mark(chosen, false);
    chosen = number;
    mark(number, true);
    const code = codeOf(number);
    const name = await nameOf(config, code);
    if (chosen !== number) return;
    const list = element("dl", "");
    for (const measure of config.measures) {
      list.append(element("dt", measure.label), element("dd", inWords(config, measure, figures.row.get(number))));
    }
    const heading = element("h2", name);
    heading.append(" ", element("small", code));
    const link = element("a", config.texts.open, { href: config.territory + code });
    const note = layer === "missing" ? [element("p", config.texts.noContour)] : [];
    const last = element("p", "");
    last.append(link);
    box.replaceChildren(heading, list, ...note, last);
    box.hidden = false;
  }

  function say(sentence) {
    if (chosen !== null) mark(chosen, false);
    chosen = null;
    box.replaceChildren(element("p", sentence));
    box.hidden = false;
  }

  return { tell, say };
}

/** Régions in view from afar, then départements, communes from near: each a button that leads there. */
export function inView(config, map, told) {
  const list = document.getElementById("in-view");
  const compare = new Intl.Collator(config.language).compare;
  let turn = 0;

  async function refresh() {
    const mine = (turn += 1);
    const zoom = map.getZoom();
    const near = zoom >= 8;
    const level = zoom < 6 ? "region" : "departement";
    const seen = new Map();
    const layers = near ? [`fill-${config.shown}`, "missing"] : [`${level}-line`];
    for (const feature of map.queryRenderedFeatures({ layers })) seen.set(feature.id, feature.layer.id);
    const entries = await Promise.all(
      [...seen].slice(0, near ? 400 : 200).map(async ([id, layer]) =>
        near ? [await nameOf(config, codeOf(id)), id, layer] : [config.around[level][id]?.[1] ?? String(id), id, layer]),
    );
    if (mine !== turn) return;
    entries.sort((a, b) => compare(a[0], b[0]));
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    list.replaceChildren(...entries.slice(0, SHOWN_AT_MOST).map(([name, id, layer]) => {
      const button = element("button", name, { type: "button", className: "link" });
      button.dataset.id = id;
      button.addEventListener("click", () => (near ? told.tell(id, layer) : fly(level, id)));
      const item = document.createElement("li");
      item.append(button);
      return item;
    }));
    const hidden = entries.length - SHOWN_AT_MOST;
    if (hidden > 0) list.append(element("li", config.texts.more.replace("{count}", hidden)));
    if (focused) list.querySelector(`[data-id="${focused}"]`)?.focus();
  }

  function fly(level, id) {
    const [code, name] = config.around[level][id] ?? [];
    if (code) fetch(`${config.find}?q=${level === "region" ? encodeURIComponent(name) : code}`, { headers: { Accept: "application/json" } })
      .then((answer) => answer.json())
      .then(({ answers }) => {
        const found = answers.find((one) => one.level === level && one.code === code);
        if (found) map.fitBounds(found.box, { padding: 20 });
      });
  }

  map.on("idle", refresh);
}
