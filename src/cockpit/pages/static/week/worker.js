// Keeps the week's page and its files for when there is no network, and sends what waits when it returns.
"use strict";

importScripts(...self.KEPT.parts);

const FILES = "week-files";
const PAGE = "week-page";
const PATIENCE_MS = 4000;
const UNTIL = "X-Week-Until";

const day = () => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
};

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("sync", (event) => event.waitUntil(synced()));

async function install() {
  const files = await caches.open(FILES);
  const wanted = [...self.KEPT.files, new Request(self.KEPT.fallback, { credentials: "omit" })];
  await Promise.all(wanted.map((one) => files.add(new Request(one, { cache: "reload" }))));
  await self.skipWaiting();
}

async function activate() {
  const files = await caches.open(FILES);
  const current = new Set([...self.KEPT.files, self.KEPT.fallback].map((one) => new URL(one, location).href));
  for (const request of await files.keys()) if (!current.has(request.url)) await files.delete(request);
  await stale();
  await self.clients.claim();
  await read(self.KEPT.page).catch(() => undefined); // the page that registered us was read without us
}

/** Read the week and keep it. */
async function read(request) {
  const answer = await fetch(request, request.mode ? {} : { redirect: "manual" });
  if (answer.ok && !answer.redirected && answer.headers.has(UNTIL)) {
    await (await caches.open(PAGE)).put(self.KEPT.page, answer.clone());
  }
  return answer;
}

/** Forget a week that is over. */
async function stale() {
  const pages = await caches.open(PAGE);
  const kept = await pages.match(self.KEPT.page);
  if (kept && kept.headers.get(UNTIL) <= day()) await caches.delete(PAGE);
}

/** Tell the browser to come back while something waits. */
async function synced() {
  const wait = Math.max(0, ...(await self.Week.store.all()).filter((act) => act.state === "waiting").map((act) => act.after - Date.now()));
  await new Promise((resolve) => setTimeout(resolve, Math.min(wait, 15000)));
  if ((await self.Week.send()) === "later") throw new Error("later");
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (address.pathname === self.KEPT.page) event.respondWith(page(event));
  else if (address.pathname.startsWith(self.KEPT.static)) event.respondWith(file(request));
});

/** The page from the network, else as it was read last; slow networks give way too. */
async function page(event) {
  await stale();
  const asked = read(event.request);
  event.waitUntil(asked.catch(() => undefined));
  const kept = await (await caches.open(PAGE)).match(self.KEPT.page);
  const slow = kept && event.request.mode === "navigate";
  const late = slow && new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
  try {
    const answer = await (late ? Promise.race([asked, late]) : asked);
    return answer.status >= 500 && kept ? kept.clone() : answer;
  } catch {
    return kept ?? (await caches.open(FILES)).match(self.KEPT.fallback);
  }
}

/** A file as kept, else from the network, kept from then on. */
async function file(request) {
  const files = await caches.open(FILES);
  const kept = await files.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await files.put(request, answer.clone());
  return answer;
}
