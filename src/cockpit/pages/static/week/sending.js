// Sending what waits: in order, each with its own key, so that sent twice is done once. Runs in pages and in the worker.
"use strict";

(() => {
  const STATE = "/ma-semaine/etat";
  const ACTS = "/ma-semaine/actes";
  const AT_ONCE = 20;
  const PATIENCE_MS = 20000;
  const MOST_TRIES_AT_ONCE = 50;

  const asked = (address, more = {}) =>
    fetch(address, {
      credentials: "same-origin", cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS), ...more,
    });

  /** Who is logged in and a fresh token; null where nobody is, undefined where the site does not answer well. */
  async function fresh() {
    const answer = await asked(STATE);
    if (answer.type === "opaqueredirect" || answer.status === 404) return null;
    return answer.ok ? answer.json() : undefined;
  }

  const wire = ({ key, stop, kind, given, date, begins }) => ({ key, stop, kind, given, date, begins });

  /** One batch; true where the site answered every act of it. */
  async function post(batch, token) {
    const leaving = await self.Week.store.leaving(batch.map((act) => act.key));
    if (!leaving.length) return true;
    const answer = await asked(ACTS, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ acts: leaving.map(wire) }),
    });
    if (!answer.ok || answer.type === "opaqueredirect") return false;
    const told = await answer.json();
    await self.Week.store.answered(told.answers, told.at);
    return told.answers.length === leaving.length;
  }

  /** Acts whose time to be taken back is over, up to the first that still has some. */
  const due = (acts, now) => {
    const waiting = acts.filter((act) => act.state === "waiting");
    const first = waiting.findIndex((act) => act.after > now);
    return first < 0 ? waiting : waiting.slice(0, first);
  };

  async function sendAll() {
    for (let turn = 0; turn < MOST_TRIES_AT_ONCE; turn += 1) {
      const waiting = due(await self.Week.store.all(), Date.now());
      if (!waiting.length) return "sent";
      const who = await fresh();
      if (who === null) return "login";
      if (who === undefined) return "later";
      const own = waiting.filter((act) => act.owner === who.owner);
      if (!own.length) return "other";
      if (!(await post(own.slice(0, AT_ONCE), who.token))) return "later";
      tell();
    }
    return "later";
  }

  function tell() {
    const channel = new BroadcastChannel("week");
    channel.postMessage("changed");
    channel.close();
  }

  /** Send what waits, one tab or worker at a time. Says "sent", "login", "other" or "later". */
  self.Week.send = async () => {
    const work = async () => {
      try {
        return await sendAll();
      } catch {
        return "later"; // no network, or it was lost on the way: everything is still kept
      }
    };
    return navigator.locks ? navigator.locks.request("week-sending", work) : work();
  };

  self.Week.tell = tell;
})();
