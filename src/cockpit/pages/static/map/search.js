// Find a territory and go there; without script the form leads to the search's page.

export function search(config, map, told) {
  const form = document.getElementById("map-find");
  const answers = document.getElementById("map-answers");

  const go = (one) => {
    map.fitBounds(one.box, { padding: 24, maxZoom: 11 });
    if (one.level === "commune") told.tell(numberOf(one.code));
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = new URLSearchParams(new FormData(form));
    if (!asked.get("q").trim()) return;
    const answer = await fetch(`${config.find}?${asked}`, { headers: { Accept: "application/json" } });
    const found = (await answer.json()).answers;
    const list = document.createElement("ul");
    for (const one of found) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "link" });
      button.textContent = one.within && one.within !== one.name ? `${one.name} (${one.within})` : one.name;
      button.addEventListener("click", () => go(one));
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
    }
    const count = document.createElement("p");
    count.textContent = found.length ? config.texts.found.replace("{count}", found.length) : config.texts.nothing;
    answers.replaceChildren(count, ...(found.length ? [list] : []));
    if (found.length) go(found[0]);
  });
}

/** Number of a commune's code (see maillage.tiles.ids). */
export const numberOf = (code) =>
  /^2[AB]/.test(code) ? Number(`${"AB".indexOf(code[1]) + 1}20${code.slice(2)}`) : Number(code);
