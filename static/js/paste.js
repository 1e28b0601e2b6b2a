/* A paste from a word processor keeps its headings, lists, bold words and links. Without this the plain text is pasted. */
(() => {
  "use strict";

  const place = document.querySelector("[data-paste]");
  const field = document.querySelector("textarea[name=text]");
  const kept = document.querySelector("input[name=left]");
  if (!place || !field) return;

  const put = (text) => {
    field.focus();
    // The browser's own undo knows this way of writing; the other is for those that dropped it.
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    }
  };

  const convert = async (html) => {
    const sent = new FormData();
    sent.append("html", new Blob([html], { type: "text/html" }), "paste.html");
    const token = field.form.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(place.dataset.paste, {
      method: "POST",
      body: sent,
      headers: { "X-CSRFToken": token },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  field.addEventListener("paste", async (event) => {
    const html = event.clipboardData?.getData("text/html");
    const plain = event.clipboardData?.getData("text/plain") ?? "";
    if (!html) return;
    event.preventDefault();
    try {
      const found = await convert(html);
      put(found.text);
      const before = kept.value ? JSON.parse(kept.value) : [];
      kept.value = JSON.stringify([...before, ...found.left]);
      place.textContent = found.said;
    } catch {
      put(plain);
      place.textContent = place.dataset.failed;
    }
  });
})();
