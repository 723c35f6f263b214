// A report in a few taps: more, fewer, the themes, like last time.
"use strict";

(() => {
  const form = (element) => element.closest("form");

  function step(button) {
    const input = form(button).elements.people;
    input.value = Math.max(0, Math.min(Number(input.max), Number(input.value || 0) + Number(button.dataset.step)));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function choose(elements, values) {
    for (const one of elements) one.checked = values.includes(one.value);
  }

  function like(button) {
    const last = JSON.parse(button.dataset.last);
    const { elements } = form(button);
    elements.people.value = last.people;
    elements.minutes.value = last.minutes;
    choose(form(button).querySelectorAll("[name=mode]"), [last.mode]);
    choose(form(button).querySelectorAll("[name=themes]"), last.themes);
    const others = form(button).querySelector("details");
    if (others && others.querySelector(":checked")) others.open = true;
    form(button).dataset.dirty = "";
    form(button).querySelector("[type=submit]").focus();
  }

  self.Week.report = {
    listen(root) {
      root.addEventListener("click", (event) => {
        const button = event.target.closest("button[type=button]");
        if (button && button.dataset.step) step(button);
        else if (button && button.dataset.last) like(button);
        else if (button && button.dataset.minutes) form(button).elements.minutes.value = button.dataset.minutes;
      });
      root.addEventListener("input", (event) => {
        if (form(event.target)) form(event.target).dataset.dirty = "";
      });
    },
  };
})();
