/* Buttons above a formatted field: bold, list, link, and how many words there are. Nothing needs it. */
(() => {
  "use strict";

  const named = document.currentScript.dataset.label;
  const template = document.getElementById("formatting");

  // Typed in as by hand, so that the browser's own undo takes it back and drafts are kept.
  const put = (field, from, to, text) => {
    field.focus();
    field.setSelectionRange(from, to);
    if (text && document.execCommand("insertText", false, text)) return;
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const bold = (field, words) => {
    const { value, selectionStart: from, selectionEnd: to } = field;
    if (value.slice(from - 2, from) === "**" && value.slice(to, to + 2) === "**") {
      const inside = value.slice(from, to);
      put(field, from - 2, to + 2, inside);
      field.setSelectionRange(from - 2, from - 2 + inside.length);
      return false;
    }
    // Blanks at the ends and several paragraphs would not be bold: the marks go inside.
    const chosen = value.slice(from, to).match(/^(\s*)([\s\S]*?)(\s*)$/);
    const inside = (chosen[2] || words).replace(/\n{2,}/g, "**$&**");
    put(field, from, to, `${chosen[1]}**${inside}**${chosen[3]}`);
    const start = from + chosen[1].length + 2;
    field.setSelectionRange(start, start + inside.length);
    return true;
  };

  const list = (field) => {
    const { value } = field;
    const from = value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const end = value.indexOf("\n", field.selectionEnd);
    const to = end < 0 ? value.length : end;
    const lines = value.slice(from, to).split("\n");
    const listed = lines.every((line) => !line.trim() || /^[-*] /.test(line)) && lines.some((line) => line.trim());
    const changed = lines.map((line) => (listed ? line.replace(/^[-*] /, "") : line.trim() ? `- ${line}` : line));
    if (!listed && lines.length === 1 && !lines[0].trim()) changed[0] = "- ";
    // A list needs an empty line above it, or it runs on from the paragraph.
    const above = !listed && from > 1 && value[from - 2] !== "\n" && !/^[-*] /.test(value.slice(0, from - 1).split("\n").pop());
    const text = (above ? "\n" : "") + changed.join("\n");
    put(field, from, to, text);
    const last = from + text.length;
    field.setSelectionRange(lines.length > 1 ? last - changed.join("\n").length : last, last);
    return !listed;
  };

  const link = (field, words) => {
    const { value, selectionStart: from, selectionEnd: to } = field;
    const chosen = value.slice(from, to).trim();
    const address = /^https?:\/\/\S+$/.test(chosen) ? chosen : "https://";
    const inside = address === chosen ? words : chosen || words;
    put(field, from, to, `[${inside}](${address})`);
    const start = address === chosen ? from + 1 : from + inside.length + 3;
    field.setSelectionRange(start, start + (address === chosen ? inside.length : address.length));
    return true;
  };

  const marks = { bold, list, link };

  const count = (field, place) => {
    const words = field.value.trim().match(/\S+/g)?.length ?? 0;
    place.textContent = words === 1 ? place.dataset.one : place.dataset.many.replace("#", words);
  };

  const equip = (field) => {
    const bar = template.content.firstElementChild.cloneNode(true);
    const label = field.labels[0]?.firstChild?.textContent.trim() ?? "";
    bar.setAttribute("aria-label", `${named} ${label}`);
    const said = bar.querySelector("[role=status]");
    const place = bar.querySelector("[data-count]");
    const press = (button) => {
      const done = marks[button.dataset.mark](field, button.dataset.words);
      said.textContent = done ? button.dataset.done : button.dataset.undone;
    };
    bar.addEventListener("click", (event) => {
      const button = event.target.closest("[data-mark]");
      if (button) press(button);
    });
    field.addEventListener("keydown", (event) => {
      const mark = { b: "bold", k: "link" }[event.key.toLowerCase()];
      if (!mark || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      press(bar.querySelector(`[data-mark=${mark}]`));
    });
    field.addEventListener("input", () => count(field, place));
    count(field, place);
    field.before(bar);
    field.dataset.formatted = "ready";
  };

  const search = (root) => {
    for (const field of root.querySelectorAll("textarea[data-formatted='']")) equip(field);
  };
  search(document);
  document.body.addEventListener("htmx:afterSettle", () => search(document));
})();
