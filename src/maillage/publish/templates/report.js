"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const say = data.labels;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const lang = document.documentElement.lang;
  const number = new Intl.NumberFormat(lang);
  const tenths = new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 1 });
  const shown = (value) => (value === null || value === undefined ? "—" : number.format(value));
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[-'’]/g, " ");
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* Map: layers, marks, zoom. */
  const map = document.getElementById("drawing");
  const frame = document.getElementById("frame");
  const whole = map.getAttribute("viewBox").split(" ").map(Number);
  let box = [...whole];
  const look = () => {
    const size = Math.min(1, Math.max(1 / 32, box[2] / whole[2]));
    box[2] = whole[2] * size;
    box[3] = whole[3] * size;
    box[0] = Math.min(Math.max(box[0], 0), whole[2] - box[2]);
    box[1] = Math.min(Math.max(box[1], 0), whole[3] - box[3]);
    map.setAttribute("viewBox", box.map((value) => value.toFixed(2)).join(" "));
    map.classList.toggle("zoomed", size < 1);
  };
  const zoom = (factor) => {
    const size = Math.min(1, Math.max(1 / 32, (box[2] / whole[2]) * factor));
    const [width, height] = [whole[2] * size, whole[3] * size];
    box = [box[0] + (box[2] - width) / 2, box[1] + (box[3] - height) / 2, width, height];
    look();
  };
  const move = (right, down) => {
    box[0] += right * box[2];
    box[1] += down * box[3];
    look();
  };
  const whole_map = () => {
    box = [...whole];
    look();
  };
  const zooms = { in: () => zoom(0.6), out: () => zoom(1 / 0.6), all: whole_map };
  all("[data-zoom]").forEach((button) => button.addEventListener("click", zooms[button.dataset.zoom]));
  const keys = {
    "+": zooms.in, "=": zooms.in, "-": zooms.out, 0: whole_map, ArrowLeft: () => move(-0.15, 0), ArrowRight: () => move(0.15, 0),
    ArrowUp: () => move(0, -0.15), ArrowDown: () => move(0, 0.15),
  };
  frame.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow") && !map.classList.contains("zoomed")) return;
    event.preventDefault();
    act();
  });
  let held = null;
  map.addEventListener("pointerdown", (event) => {
    if (!map.classList.contains("zoomed")) return;
    held = [event.clientX, event.clientY];
    map.setPointerCapture(event.pointerId);
  });
  map.addEventListener("pointermove", (event) => {
    if (!held) return;
    const side = map.getBoundingClientRect();
    move((held[0] - event.clientX) / side.width, (held[1] - event.clientY) / side.height);
    held = [event.clientX, event.clientY];
  });
  ["pointerup", "pointercancel"].forEach((name) => map.addEventListener(name, () => (held = null)));
  const choose = (layer) => {
    map.dataset.layer = layer;
    all("[data-legend]").forEach((part) => (part.hidden = part.dataset.legend !== layer));
  };
  all("input[name=layer]").forEach((input) => {
    input.addEventListener("change", () => choose(input.value));
    if (input.checked) choose(input.value);
  });
  ["places", "bases"].forEach((part) => {
    const input = document.querySelector(`input[name=${part}]`);
    const apply = () => map.toggleAttribute(`data-hide-${part}`, !input.checked);
    input.addEventListener("change", apply);
    apply();
  });

  /* Sorting of written tables. */
  const arrange = (heading, cells) => {
    const rising = heading.getAttribute("aria-sort") === "descending";
    all("th[aria-sort]", heading.parentElement).forEach((other) => other.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", rising ? "ascending" : "descending");
    return cells(rising ? 1 : -1);
  };
  const compare = (one, two, sign) => {
    if (one === null || two === null) return (one === null) - (two === null);
    return sign * (typeof one === "string" ? one.localeCompare(two, lang) : one - two);
  };
  const sorter = (heading, act) => {
    const button = make("button", heading.textContent.trim(), { type: "button" });
    button.addEventListener("click", () => arrange(heading, act));
    heading.replaceChildren(make("span", button.textContent, { class: "print-only" }), button);
  };
  all("table.sortable").forEach((table) => {
    const body = table.tBodies[0];
    all("thead th", table).forEach((heading, column) => {
      const text = heading.dataset.kind === "text";
      sorter(heading, (sign) => {
        const order = text ? -sign : sign;
        const value = (row) => {
          const cell = row.cells[column];
          if (text) return cell.textContent;
          return cell.dataset.v === "" ? null : Number(cell.dataset.v);
        };
        const rows = [...body.rows].map((row) => [value(row), row]).sort((one, two) => compare(one[0], two[0], order));
        body.append(...rows.map((pair) => pair[1]));
      });
    });
  });

  /* Long tables: only the fifty rows asked for are in the page. */
  const places = data.places, communes = data.communes, stops = data.rounds;
  communes.code = communes.code.split(",");
  const place_name = (row) => (row < places.name.length ? places.name[row] : stops.extra[row - places.name.length]);
  const group = (source) => ({ label: say.group, text: (row) => data.groups[source.group[row]] ?? "—" });
  const figure = (label, column, format = shown) => ({ label, value: (row) => column[row], text: (row) => format(column[row]) });
  const name = (source) => ({ label: say.name, head: true, text: (row) => `${source.name[row]} (${source.code[row]})` });
  const minutes = (value) => (value === null ? "—" : fill(say.minutes, { minutes: number.format(value) }));
  const columns = {
    places: [
      name(places), group(places), figure(say.half_days, places.half_days), figure(say.desks, places.desks), figure(say.posts, places.posts),
      { label: say.opening, text: (row) => (places.hours[row] < 0 ? say.hours_unknown : places.openings[places.hours[row]]) },
      { label: say.venues, text: (row) => places.venues[row] || "—" }, figure(say.unserved, places.unserved),
    ],
    communes: [
      name(communes), group(communes), figure(say.population, communes.population), figure(say.need, communes.need),
      figure(say.share, communes.share, (value) => (value === null ? "—" : tenths.format(value / 1000))),
      { label: say.nearest, text: (row) => (communes.place[row] < 0 ? say.far : place_name(communes.place[row])) },
      figure(say.minutes_to, communes.minutes, minutes),
    ],
  };
  const page_size = 50;
  all(".finder").forEach((finder) => {
    const key = finder.dataset.table, source = data[key], shape = columns[key];
    const table = finder.querySelector("table"), status = finder.querySelector("[role=status]");
    const [back, forth] = all("[data-go]", finder);
    const head = make("thead"), line = make("tr"), body = make("tbody");
    let rows = source.code.map((_, row) => row), found = rows, first = 0, keywords = null;
    const draw = () => {
      body.replaceChildren(...found.slice(first, first + page_size).map((row) => {
        const tr = make("tr");
        shape.forEach((column) => tr.append(column.head ? make("th", column.text(row), { scope: "row" })
          : make("td", column.text(row), column.value ? { class: "number" } : {})));
        return tr;
      }));
      const last = Math.min(first + page_size, found.length);
      status.textContent = found.length
        ? fill(say.range, { first: number.format(first + 1), last: number.format(last), total: number.format(found.length) }) : say.nothing;
      back.disabled = first === 0;
      forth.disabled = last >= found.length;
    };
    const search = (query) => {
      keywords ??= source.code.map((code, row) => plain(`${source.name[row]} ${code} ${data.groups[source.group[row]] ?? ""}`));
      const words = plain(query).split(/\s+/).filter(Boolean);
      found = words.length ? rows.filter((row) => words.every((word) => keywords[row].includes(word))) : rows;
      first = 0;
      draw();
    };
    const input = finder.querySelector("input");
    input.addEventListener("input", () => search(input.value));
    [back, forth].forEach((button) => button.addEventListener("click", () => {
      first += page_size * Number(button.dataset.go);
      draw();
    }));
    shape.forEach((column) => {
      const heading = make("th", column.label, { scope: "col", ...(column.value ? { class: "number" } : {}) });
      const value = column.value ?? column.text;
      sorter(heading, (sign) => {
        const order = column.value ? sign : -sign;
        rows = rows.map((row) => [value(row), row]).sort((one, two) => compare(one[0], two[0], order) || one[1] - two[1]).map((pair) => pair[1]);
        search(input.value);
      });
      line.append(heading);
    });
    head.append(line);
    table.append(head, body);
    draw();
  });

  /* Rounds. */
  const viewer = document.getElementById("viewer");
  if (viewer) {
    const posts = data.posts, select = document.getElementById("choose-post"), most = 300;
    const titles = posts.id.map((id, row) => `${posts.base[row]} – ${id}`);
    const keywords = titles.map(plain);
    const show = () => {
      const row = Number(select.value), holder = document.getElementById("round");
      if (select.value === "") return holder.replaceChildren();
      const [own, flat] = stops.stops[row], cells = Array.from({ length: 20 }, () => []);
      for (let at = 0; at < flat.length; at += 5) {
        cells[flat[at]].push([place_name(own[flat[at + 1]]), flat[at + 2], flat[at + 3], stops.venues[flat[at + 4]]]);
      }
      const weeks = make("div", undefined, { class: "weeks" });
      [0, 1].forEach((week) => {
        const table = make("table"), head = make("thead"), line = make("tr"), body = make("tbody");
        line.append(make("td"), ...[say.morning, say.afternoon].map((text) => make("th", text, { scope: "col" })));
        head.append(line);
        say.days.split(",").forEach((day, weekday) => {
          const tr = make("tr");
          tr.append(make("th", day, { scope: "row" }));
          [0, 1].forEach((half) => {
            const cell = make("td");
            cells[10 * week + 2 * weekday + half].forEach(([place, there, home, venue]) => {
              cell.append(make("div", place), make("span", venue, { class: "venue" }));
              if (there) cell.append(make("span", fill(say.leg, { minutes: number.format(there) })));
              if (home) cell.append(make("span", fill(say.home, { minutes: number.format(home) })));
            });
            tr.append(cell);
          });
          body.append(tr);
        });
        table.append(make("caption", week ? say.week2 : say.week1), head, body);
        weeks.append(table);
      });
      const line = fill(say.round, { count: shown(posts.half_days[row]), places: shown(own.length), minutes: shown(posts.drive[row]), longest: shown(posts.longest[row]) });
      return holder.replaceChildren(make("p", line, { class: "summary-line" }), weeks);
    };
    const list = (query) => {
      const words = plain(query).split(/\s+/).filter(Boolean), found = [];
      keywords.forEach((text, row) => words.every((word) => text.includes(word)) && found.push(row));
      select.replaceChildren(...found.slice(0, most).map((row) => make("option", titles[row], { value: row })));
      document.getElementById("found-posts").textContent = found.length
        ? fill(found.length > most ? say.posts_cut : say.posts_found, { total: number.format(found.length), count: number.format(most) }) : say.nothing;
      show();
    };
    select.addEventListener("change", show);
    const input = document.getElementById("search-posts");
    input.addEventListener("input", () => list(input.value));
    list("");
  }

  /* On paper everything folded is opened. */
  let folded = [], looked = whole;
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    folded.forEach((part) => (part.open = true));
    looked = box;
    whole_map();
  });
  addEventListener("afterprint", () => {
    folded.forEach((part) => (part.open = false));
    box = looked;
    look();
  });
  document.body.classList.add("ready");
})();
