/* What JavaScript adds: focus and words after a swap, copy and print, menus that close. Nothing needs it. */
(() => {
  "use strict";

  // One place that is read aloud, for swaps that announce nothing themselves.
  const region = document.createElement("div");
  region.className = "visually-hidden";
  region.setAttribute("role", "status");
  document.body.append(region);

  const show = (root) => {
    for (const element of root.querySelectorAll("[data-needs-script]")) element.hidden = false;
  };

  // After a swap the focus goes where something happened: errors first, then the announcement.
  document.body.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    document.querySelector(".banner[data-failed]")?.remove();
    show(part);
    const place = part.querySelector(".error-summary, [data-announcement]");
    if (place) {
      place.focus({ preventScroll: false });
      if (place.matches("[data-announcement]")) region.textContent = place.textContent.trim();
    }
    // A button that changed in place keeps the focus: what happened is only said.
    const spoken = part.querySelector("[data-spoken]");
    if (spoken) region.textContent = spoken.textContent.trim();
  });

  // A refusal or a failure leaves the page and what was typed as they are, and says so.
  const failed = document.currentScript?.dataset.failed ?? "";
  const fail = (event) => {
    // What runs by itself while somebody types must not take the focus: it says so in its place.
    const quiet = event.detail.elt.closest("[data-quiet]");
    if (quiet) {
      quiet.textContent = quiet.dataset.quiet;
      return;
    }
    document.querySelector(".banner[data-failed]")?.remove();
    const banner = document.createElement("div");
    banner.className = "banner failure";
    banner.dataset.failed = "";
    banner.setAttribute("role", "alert");
    banner.tabIndex = -1;
    banner.textContent = failed;
    event.detail.target.before(banner);
    banner.focus();
  };
  document.body.addEventListener("htmx:responseError", fail);
  document.body.addEventListener("htmx:sendError", fail);

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-print]");
    if (!button) return;
    if (button.hasAttribute("data-print")) {
      window.print();
      return;
    }
    const text = document.getElementById(button.dataset.copy).textContent.trim();
    await navigator.clipboard.writeText(text);
    button.querySelector("span").textContent = button.dataset.copied;
    region.textContent = button.dataset.copied;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.phone-menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // Folded rows open on paper.
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("main details:not([open])")) fold.open = true;
  });

  show(document);
  document.querySelector(".error-summary")?.focus();
})();
