/* The points of a curve one by one: arrows, Home and End, Escape leaves; a finger or a mouse points too. */
(() => {
  "use strict";

  const seen = new WeakSet();

  const begin = (figure) => {
    if (seen.has(figure)) return;
    seen.add(figure);
    const said = figure.querySelector(".point-said");
    const quiet = said.textContent;
    said.hidden = false;

    for (const drawing of figure.querySelectorAll("svg")) {
      const marks = [...drawing.querySelectorAll("[data-say]")].sort(
        (a, b) => a.getBBox().x + a.getBBox().width / 2 - (b.getBBox().x + b.getBBox().width / 2),
      );
      if (!marks.length) continue;

      // A picture hides what is in it: from now on it is a group of named points, one of them a tab stop.
      drawing.setAttribute("role", "group");
      for (const mark of marks) {
        mark.setAttribute("role", "img");
        mark.setAttribute("aria-label", mark.dataset.say);
        mark.setAttribute("tabindex", "-1");
      }
      marks[0].setAttribute("tabindex", "0");

      const show = (mark) => {
        for (const other of marks) other.setAttribute("tabindex", other === mark ? "0" : "-1");
        said.textContent = mark.dataset.say;
      };
      const middle = (mark) => {
        const box = mark.getBoundingClientRect();
        return box.x + box.width / 2;
      };
      const nearest = (x) =>
        marks.reduce((best, mark) => (Math.abs(middle(mark) - x) < Math.abs(middle(best) - x) ? mark : best));

      const leave = () => {
        said.textContent = quiet;
        const next = figure.nextElementSibling?.querySelector("summary");
        if (next) next.focus();
        else document.activeElement.blur();
      };
      const moves = {
        ArrowRight: (at) => at + 1,
        ArrowDown: (at) => at + 1,
        ArrowLeft: (at) => at - 1,
        ArrowUp: (at) => at - 1,
        Home: () => 0,
        End: () => marks.length - 1,
      };

      // On the figure: a drawing that listens for focus would itself become a tab stop.
      figure.addEventListener("focusin", (event) => {
        if (marks.includes(event.target)) show(event.target);
      });
      drawing.addEventListener("keydown", (event) => {
        const at = marks.indexOf(event.target);
        if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
        if (event.key === "Escape") {
          event.preventDefault();
          leave();
          return;
        }
        const move = moves[event.key];
        if (!move) return;
        event.preventDefault();
        marks[Math.min(Math.max(move(at), 0), marks.length - 1)].focus();
      });
      drawing.addEventListener("pointermove", (event) => {
        if (event.pointerType === "mouse") show(nearest(event.clientX));
      });
      drawing.addEventListener("click", (event) => nearest(event.clientX).focus({ preventScroll: true }));
    }
  };

  const all = (root) => {
    for (const figure of root.querySelectorAll("[data-points]")) begin(figure);
  };
  document.body.addEventListener("htmx:afterSettle", () => all(document));
  all(document);
})();
