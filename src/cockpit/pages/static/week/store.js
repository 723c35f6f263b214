// Acts of this phone, kept by the browser until the site has answered each of them (IndexedDB).
"use strict";

self.Week = self.Week || {};

(() => {
  const NAME = "maillage-week";

  const opened = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        const acts = asked.result.createObjectStore("acts", { keyPath: "number", autoIncrement: true });
        acts.createIndex("key", "key", { unique: true });
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => asked.result.close();
        resolve(asked.result);
      };
      asked.onerror = () => reject(asked.error);
    });

  /** Work in one transaction; resolves with what the work gives once it is on disk. */
  async function within(mode, work) {
    const base = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = base.transaction("acts", mode, { durability: "strict" });
        let given;
        work(transaction.objectStore("acts"), (value) => (given = value));
        transaction.oncomplete = () => resolve(given);
        transaction.onerror = () => reject(transaction.error);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      base.close();
    }
  }

  const same = (one, other) =>
    one.owner === other.owner && one.stop === other.stop && one.kind === other.kind && one.state === "waiting" &&
    JSON.stringify(one.given) === JSON.stringify(other.given);

  const byKey = (acts, key, use) => {
    acts.index("key").get(key).onsuccess = (event) => {
      if (event.target.result) use(event.target.result);
    };
  };

  self.Week.store = {
    all: () => within("readonly", (acts, give) => (acts.getAll().onsuccess = (event) => give(event.target.result))),

    /** Keep an act, unless the last one waiting for its stop is the same (a second touch of the button). */
    add: (act) =>
      within("readwrite", (acts, give) => {
        acts.getAll().onsuccess = (event) => {
          const last = event.target.result.filter((one) => one.stop === act.stop).pop();
          if (last && same(last, act)) return give(last);
          acts.add(act);
          give(act);
        };
      }),

    /** Put an act in the place of one that never left; says whether it could be. */
    replace: (key, act) =>
      within("readwrite", (acts, give) => {
        give(false);
        byKey(acts, key, (old) => {
          if (old.state !== "waiting" || old.tries) return;
          acts.put({ ...act, number: old.number });
          give(true);
        });
      }),

    /** Take back an act that never left; says whether it could be. */
    takeBack: (key) =>
      within("readwrite", (acts, give) => {
        give(false);
        byKey(acts, key, (act) => {
          if (act.state !== "waiting" || act.tries) return;
          acts.delete(act.number);
          give(true);
        });
      }),

    /** Those about to leave: from now on they cannot be taken back. */
    leaving: (keys) =>
      within("readwrite", (acts, give) => {
        const gone = [];
        give(gone);
        keys.forEach((key) =>
          byKey(acts, key, (act) => {
            if (act.state !== "waiting") return;
            act.tries += 1;
            acts.put(act);
            gone.push(act);
          }));
      }),

    /** What the site answered. */
    answered: (answers, at) =>
      within("readwrite", (acts) => {
        answers.forEach((answer) =>
          byKey(acts, answer.key, (act) => {
            act.state = answer.outcome === "done" ? "done" : answer.outcome;
            act.sentence = answer.sentence;
            act.at = at;
            acts.put(act);
          }));
      }),

    /** Acts done that the page shows by itself, as it was made after them. */
    forgetDone: (made) =>
      within("readwrite", (acts) => {
        acts.getAll().onsuccess = (event) =>
          event.target.result.filter((act) => act.state === "done" && act.at <= made).forEach((act) => acts.delete(act.number));
      }),

    remove: (key) => within("readwrite", (acts) => byKey(acts, key, (act) => acts.delete(act.number))),

    /** Leave nothing on the phone. */
    async wipe() {
      await within("readwrite", (acts) => acts.clear());
      for (const name of await caches.keys()) if (name.startsWith("week-")) await caches.delete(name);
    },
  };
})();
