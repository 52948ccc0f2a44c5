// Keys for the desk, and a net under what is typed. Every page works without it.
"use strict";

(() => {
  const read = (store, name) => {
    try { return JSON.parse(store.getItem(name)); } catch { return null; }
  };
  const write = (store, name, value) => {
    try { store.setItem(name, JSON.stringify(value)); } catch { /* no room, or not allowed: the form still works */ }
  };

  // What was typed stays in this tab until the form is sent and taken.
  for (const form of document.querySelectorAll("form[data-keep]")) {
    const name = "desk:" + form.dataset.keep;
    const boxes = [...form.querySelectorAll("textarea")];
    const kept = read(sessionStorage, name) ?? {};
    for (const box of boxes) {
      if (!box.value && kept[box.name]) {
        box.value = kept[box.name];
        box.closest("details")?.setAttribute("open", "");
      }
    }
    const count = form.querySelector("[data-count]");
    const keep = () => {
      const filled = boxes.filter((box) => box.value.trim());
      write(sessionStorage, name, Object.fromEntries(filled.map((box) => [box.name, box.value])));
      if (!count) return;
      count.hidden = false;
      count.querySelector("strong").textContent = filled.length;
    };
    form.addEventListener("input", keep);
    keep();
  }

  // Single keys can be changed or switched off (WCAG 2.1.4).
  const panel = document.getElementById("keys");
  if (!panel) return;
  panel.hidden = false;
  const settings = read(localStorage, "desk-keys") ?? {};
  const on = panel.querySelector("#keys-on");
  on.checked = settings.on ?? true;
  const inputs = [...panel.querySelectorAll("input[data-act]")];
  for (const input of inputs) input.value = settings[input.dataset.act] ?? input.value;
  panel.addEventListener("input", () => {
    const chosen = Object.fromEntries(inputs.map((input) => [input.dataset.act, input.value]));
    write(localStorage, "desk-keys", { on: on.checked, ...chosen });
  });

  const places = () => [...document.querySelectorAll("[data-place]")].filter((place) => place.getClientRects().length);
  const here = () => document.activeElement?.closest?.("[data-place]");
  const go = (step) => {
    const all = places();
    const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(here()) + step))];
    if (!next) return;
    if (!next.matches("a")) next.tabIndex = -1;
    next.focus();
  };
  const acts = {
    down: () => go(1),
    up: () => go(-1),
    remark: () => {
      const place = here();
      const details = place?.querySelector("details");
      if (details) details.open = true;
      place?.querySelector("textarea")?.focus();
    },
    next: () => document.querySelector("a[data-key=next]")?.click(),
  };
  // On a Cyrillic layout the key says “о” where the keyboard says “j”: the place of the key counts too.
  const isKey = (event, key) => key && (event.key === key || event.code === "Key" + key.toUpperCase());
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key === "Escape" && event.target.matches("textarea")) {
      const place = here();
      if (place) { place.tabIndex = -1; place.focus(); }
      return;
    }
    if (typing || !on.checked || event.ctrlKey || event.altKey || event.metaKey) return;
    const pressed = inputs.find((input) => isKey(event, input.value));
    if (!pressed) return;
    event.preventDefault();
    acts[pressed.dataset.act]();
  });
})();
