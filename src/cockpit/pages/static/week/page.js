// The week's page: every form becomes an act kept first and sent after, whatever the network does.
"use strict";

(() => {
  const { store, notes, report, config } = self.Week;
  const root = document.getElementById("week");
  const RETRY_MS = 15000;
  let outcome = "";
  let timer = 0;

  const mine = async () => (await store.all()).filter((act) => act.owner === config.owner);
  const drawKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const draw = async () => notes.draw(await mine(), outcome);

  const REPORTS = ["report", "correct"];
  const answered = (act) => act.state !== "waiting";

  /** A second report of a stop replaces one that never left, and corrects one that did, whatever the page shows yet. */
  async function put(act) {
    const open = (one) => one.stop === act.stop && REPORTS.includes(one.kind) && (one.state === "waiting" || one.state === "done");
    const last = REPORTS.includes(act.kind) ? (await mine()).filter(open).pop() : undefined;
    if (!last) return store.add(act);
    const { seen: _, ...figures } = act.given;
    if (await store.replace(last.key, { ...act, kind: last.kind, given: { ...last.given, ...figures } })) return undefined;
    return store.add({ ...act, kind: "correct", given: { ...figures, seen: last.key } });
  }

  /** Keep, show, then send once the time to take it back is over. */
  async function keep(stop, kind, given, more = {}) {
    const { date, begins } = document.getElementById(`stop-${stop}`)?.dataset ?? more;
    await put({
      key: drawKey(), owner: config.owner, stop, kind, given, date, begins: Number(begins), tries: 0, state: "waiting",
      after: Date.now() + config.grace,
    });
    await draw();
    self.Week.tell();
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("week")).catch(() => undefined);
    plan();
  }

  /** Send when the next act is due; draw each second until then. */
  async function plan() {
    clearTimeout(timer);
    const waiting = (await mine()).filter((act) => act.state === "waiting");
    if (!waiting.length) return;
    const left = Math.min(...waiting.map((act) => act.after)) - Date.now();
    if (left > 0) timer = setTimeout(tick, Math.min(left + 20, 1000));
    else if (outcome === "") go();
    else timer = setTimeout(go, RETRY_MS);
  }

  async function tick() {
    await draw();
    const due = (await mine()).some((act) => act.state === "waiting" && act.after <= Date.now());
    if (due) await go();
    else plan();
  }

  async function go() {
    clearTimeout(timer);
    outcome = await self.Week.send();
    await draw();
    if ((await mine()).some(answered)) await refresh();
    const left = await mine();
    if (left.some((act) => act.state === "waiting")) timer = setTimeout(tick, outcome === "sent" ? 1000 : RETRY_MS);
    else if (left.some((act) => act.state === "done")) timer = setTimeout(go, RETRY_MS);
  }

  /** Read the week again; what is being written stays. */
  async function refresh() {
    let text;
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: "text/html" }, redirect: "manual", cache: "no-store" });
      if (!answer.ok) return;
      text = await answer.text();
    } catch {
      return;
    }
    const read = new DOMParser().parseFromString(text, "text/html");
    const told = JSON.parse(read.getElementById("week-config")?.textContent ?? "null");
    if (!told || told.owner !== config.owner || told.made < config.made) return;
    config.made = told.made;
    swap(read.getElementById("week-days"));
    await store.forgetDone(told.made);
    settle();
    await draw();
  }

  function swap(days) {
    const old = document.getElementById("week-days");
    const open = [...old.querySelectorAll("details[open][id]")].map((one) => one.id);
    const focused = document.activeElement?.id;
    for (const writing of old.querySelectorAll("article[data-stop]:has(form[data-dirty])")) {
      days.querySelector(`#${writing.id}`)?.replaceWith(writing);
    }
    old.replaceWith(days);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  /** Today's stops first and open to what today allows, by the phone's clock: the page may have been read days ago. */
  function settle() {
    const now = new Date();
    let any = false;
    for (const article of document.querySelectorAll("article[data-stop]")) {
      const day = new Intl.DateTimeFormat("sv-SE", { timeZone: article.dataset.zone, dateStyle: "short" }).format(now);
      const today = article.dataset.date === day;
      any ||= today;
      article.dataset.today = today ? "yes" : "no";
      for (const one of article.querySelectorAll("[data-only=today]")) one.hidden = !today;
      for (const one of article.querySelectorAll("[data-only=begun]")) one.hidden = new Date(article.dataset.starts) > now;
    }
    for (const section of document.querySelectorAll("section[data-day]")) {
      const today = Boolean(section.querySelector("article[data-today=yes]"));
      section.querySelector(".is-today").hidden = !today;
      if (today) document.getElementById("week-days").prepend(section);
    }
    const none = document.getElementById("week-none");
    if (none) none.hidden = any;
    for (const one of document.querySelectorAll("[data-script]")) one.hidden = false;
  }

  const given = (form, submitter) => {
    const data = new FormData(form, submitter);
    const number = (name) => Number(data.get(name));
    const figures = () => ({ people: number("people"), minutes: number("minutes"), themes: data.getAll("themes"), mode: data.get("mode") });
    const kinds = {
      late: () => ({ minutes: number("minutes") }),
      cancel: () => ({ reason: (data.get("typed") || data.get("reason") || "").trim().replace(/\s+/g, " ") }),
      restore: () => (data.get("reason") ? { reason: data.get("reason") } : {}),
      report: figures,
      correct: () => ({ ...figures(), seen: data.get("seen") }),
      withdraw: () => ({ seen: data.get("seen") }),
    };
    return [data.get("stop"), data.get("kind"), kinds[data.get("kind")]()];
  };

  function lacks(form, kind, told) {
    const error = form.querySelector(".error");
    const wrong = (REPORTS.includes(kind) && told.people && !told.themes.length && config.texts.theme) || (kind === "cancel" && !told.reason && config.texts.why) || "";
    if (error) {
      error.textContent = wrong;
      error.hidden = !wrong;
    }
    return wrong;
  }

  root.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-act]")) return;
    event.preventDefault();
    const [stop, kind, told] = given(form, event.submitter);
    if (lacks(form, kind, told)) return;
    delete form.dataset.dirty;
    form.closest("details")?.removeAttribute("open");
    await keep(stop, kind, told);
    document.querySelector(`#stop-${stop} .undo, #stop-${stop} .notes button`)?.focus({ preventScroll: true });
  });

  document.addEventListener("click", async (event) => {
    const { undo, forget, mend } = event.target.dataset ?? {};
    if (!undo && !forget && !mend) return;
    const act = (await mine()).find((one) => one.key === (undo || forget || mend));
    if (!act) return;
    if (undo) await store.takeBack(undo);
    else await store.remove(act.key);
    if (mend) await keep(act.stop, act.kind, { ...act.given, restore: true }, act);
    await draw();
    self.Week.tell();
  });

  report.listen(root);
  settle();
  const channel = new BroadcastChannel("week");
  channel.onmessage = async () => {
    await draw();
    if ((await mine()).some(answered)) await refresh();
  };
  for (const happened of ["online", "offline", "pageshow"]) addEventListener(happened, go);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible") return;
    settle();
    go();
  });
  navigator.serviceWorker?.register(config.worker, { scope: config.scope }).catch(() => undefined);
  store.forgetDone(config.made).then(draw).then(plan).then(() => (root.dataset.ready = ""));
})();
