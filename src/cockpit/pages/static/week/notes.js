// What the page says of the acts of this phone: beside each stop, and in one sentence above.
"use strict";

(() => {
  const { texts, language, made, login } = (self.Week.config = JSON.parse(document.getElementById("week-config").textContent));
  const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const element = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

  const label = (act) => {
    const kind = act.kind === "late" && act.given.minutes === 0 ? "onTime" : act.kind;
    return filled(texts[kind], act.given);
  };

  const button = (text, what, key) => {
    const made = element("button", text, { type: "button", className: "link" });
    made.dataset[what] = key;
    return made;
  };

  function note(act, shown) {
    const line = element("div", "", { className: `note ${act.state}` });
    const where = shown ? "" : `${filled(texts.elsewhere, { date: act.date })} `;
    line.append(element("strong", where + label(act)), document.createTextNode(" – "));
    if (act.state === "waiting") {
      const left = Math.ceil((act.after - Date.now()) / 1000);
      line.append(left > 0 ? filled(texts.soon, { seconds: left }) : texts.waits, " ");
      if (!act.tries) line.append(button(texts.undo, "undo", act.key));
    } else if (act.state === "done") {
      line.append(texts.sent);
    } else {
      line.append(act.sentence, " ");
      if (act.state === "overtaken" && act.kind === "report") line.append(button(texts.mend, "mend", act.key), " ");
      line.append(button(texts.forget, "forget", act.key));
    }
    return line;
  }

  const counted = (number, one, many) => (number === 1 ? texts[one] : filled(texts[many], { count: number }));

  function sign(acts, outcome) {
    const waiting = acts.filter((act) => act.state === "waiting").length;
    const refused = acts.filter((act) => act.state === "refused" || act.state === "overtaken").length;
    const parts = [];
    const cut = !navigator.onLine || outcome === "later";
    if (cut) parts.push(filled(texts.offline, { when: new Date(made).toLocaleString(language, { dateStyle: "short", timeStyle: "short" }) }));
    if (waiting) parts.push(counted(waiting, "oneWaits", "manyWait"));
    if (refused) parts.push(counted(refused, "oneRefused", "manyRefused"));
    if (waiting && outcome === "other") parts.push(texts.other);
    if (!parts.length) parts.push(texts.allSent);
    const box = document.getElementById("week-sign");
    const level = waiting || refused || cut ? "waits" : "sent";
    const said = parts.join(" ");
    if (box.dataset.said === said + outcome) return;
    box.dataset.said = said + outcome;
    box.dataset.level = level;
    box.dataset.waiting = waiting;
    box.replaceChildren(element("p", said));
    if (waiting && outcome === "login") {
      const line = element("p", `${texts.logIn} `);
      line.append(element("a", texts.logInLink, { href: login }));
      box.append(line);
    }
  }

  self.Week.notes = {
    label,
    /** Draw every act where its stop is, or above where the page does not show it. */
    draw(acts, outcome) {
      const articles = new Map([...document.querySelectorAll("article[data-stop]")].map((one) => [one.dataset.stop, one]));
      const lines = new Map();
      for (const act of acts) {
        const box = articles.get(act.stop)?.querySelector(".notes") ?? document.getElementById("week-elsewhere");
        lines.set(box, [...(lines.get(box) ?? []), note(act, box.id !== "week-elsewhere")]);
      }
      for (const box of document.querySelectorAll(".notes")) {
        const wanted = lines.get(box) ?? [];
        if (box.textContent !== wanted.map((one) => one.textContent).join("") || box.children.length !== wanted.length) box.replaceChildren(...wanted);
      }
      sign(acts, outcome);
    },
  };
})();
