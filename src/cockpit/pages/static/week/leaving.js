// Logging out from any page: what waits is sent first, then nothing stays on the phone.
"use strict";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-leaving]") || form.dataset.sure !== undefined) return;
  event.preventDefault();
  try {
    if ((await self.Week.store.all()).length) await self.Week.send();
    const left = (await self.Week.store.all()).filter((act) => act.state === "waiting").length;
    if (left && !confirm(form.dataset.leaving.replace("{count}", left))) return;
    await self.Week.store.wipe();
  } catch {
    // A browser that keeps nothing has nothing to send nor to forget.
  }
  form.dataset.sure = "";
  form.requestSubmit();
});
