// Keeps a form while it is written. Without this script the buttons keep it.
"use strict";
(() => {
  const form = document.querySelector("form[data-autosave]");
  const status = document.getElementById("autosave");
  if (!form || !status) return;
  // `form.action` would be the buttons of that name.
  const address = form.getAttribute("action");
  let timer, running = false, again = false, stopped = false;

  async function save() {
    if (running) { again = true; return; }
    running = true;
    const body = new URLSearchParams(new FormData(form));
    body.set("action", "autosave");
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { accept: "application/json" } });
      const said = await answer.json();
      if (answer.ok) {
        form.elements.revision.value = said.revision;
        for (const [name, key] of Object.entries(said.keys)) {
          const box = form.elements[name];
          if (box && !box.value) box.value = key;
        }
      } else {
        stopped = answer.status === 409;
      }
      status.textContent = said.text;
    } catch {
      status.textContent = status.dataset.failed;
    }
    running = false;
    if (again && !stopped) { again = false; save(); }
  }

  function soon() {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, 2500);
  }

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => { clearTimeout(timer); stopped = true; });
})();
