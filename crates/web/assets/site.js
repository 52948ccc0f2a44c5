// Small comforts; every page works without them.
"use strict";

// A second click on a slow line must not send a form twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 5000);
});

// Coming back by the browser's arrow, the form may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// The list of mistakes is read out first.
document.getElementById("error-summary")?.focus();
