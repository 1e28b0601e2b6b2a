/* For who reads and comments: the device's own voice, and words chosen in a passage. Nothing needs it, nothing is sent. */
(() => {
  "use strict";

  const tools = document.getElementById("aloud");
  const speech = window.speechSynthesis;
  const { read, stop, pause, resume, whole } = document.currentScript.dataset;
  const state = { run: 0, button: null };

  // Only voices that live on the device: others would send the text elsewhere.
  const voiceFor = (language) =>
    speech.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().startsWith(language));

  const name = (button, words) => {
    button.querySelector("span").textContent = words;
  };

  const rest = () => {
    state.run += 1;
    speech.cancel();
    const paused = tools.querySelector("[data-pause]");
    if (paused) paused.hidden = true;
    if (state.button) name(state.button, state.button.dataset.words);
    state.button = null;
  };

  // Sentence by sentence: long utterances are cut off by some browsers.
  const say = (passage, run) =>
    (passage.querySelector("[data-words]").innerText.match(/[^.!?…\n]+[.!?…]*/g) ?? []).reduce(
      (before, sentence) =>
        before.then(
          () =>
            new Promise((done) => {
              if (run !== state.run) return done();
              const spoken = new SpeechSynthesisUtterance(sentence.trim());
              spoken.lang = passage.querySelector("[data-words]").lang || document.documentElement.lang;
              spoken.voice = voiceFor(spoken.lang.slice(0, 2)) ?? null;
              spoken.onend = spoken.onerror = done;
              speech.speak(spoken);
            }),
        ),
      Promise.resolve(),
    );

  const start = async (button, passages) => {
    const again = state.button === button;
    rest();
    if (again) return;
    const run = state.run;
    state.button = button;
    name(button, stop);
    const paused = tools.querySelector("[data-pause]");
    paused.hidden = false;
    name(paused, pause);
    for await (const passage of passages) {
      if (run !== state.run) return;
      await say(passage, run);
    }
    if (run === state.run) rest();
  };

  // All passages of the page, then those of the pages that follow it.
  async function* everything() {
    let page = document;
    while (page) {
      yield* page.querySelectorAll(".passage:has([data-words])");
      const next = page.querySelector("a[rel=next]")?.getAttribute("href");
      const answer = next && (await fetch(new URL(next, location.href)));
      page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    }
  }

  const makeButton = (words, label) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button compact secondary aloud";
    button.dataset.words = words;
    const shown = document.createElement("span");
    shown.textContent = words;
    button.append(shown);
    if (label) {
      const more = document.createElement("span");
      more.className = "visually-hidden";
      more.textContent = ` : ${label}`;
      button.append(more);
    }
    return button;
  };

  const offer = () => {
    if (!tools || !voiceFor(document.documentElement.lang.slice(0, 2))) return;
    if (tools.hidden) {
      tools.hidden = false;
      const all = makeButton(whole);
      all.addEventListener("click", () => start(all, everything()));
      const paused = makeButton(pause);
      paused.dataset.pause = "";
      paused.hidden = true;
      paused.addEventListener("click", () => {
        const held = speech.paused;
        if (held) speech.resume();
        else speech.pause();
        name(paused, held ? pause : resume);
      });
      tools.prepend(all, paused);
    }
    for (const passage of document.querySelectorAll(".passage:has([data-words]):not(:has(.aloud))")) {
      const button = makeButton(read, passage.querySelector("h2")?.textContent);
      button.addEventListener("click", () => start(button, [passage]));
      passage.querySelector("[data-words]").after(button);
    }
  };

  if (speech && tools) {
    offer();
    speech.addEventListener?.("voiceschanged", offer);
    document.body.addEventListener("htmx:afterSettle", offer);
    window.addEventListener("pagehide", rest);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && state.button) rest();
    });
  }

  // Words chosen in a passage are those of which its form speaks.
  const chosen = { passage: "", words: "" };
  const fill = () => {
    const form = document.querySelector(`form[data-quoting="${chosen.passage}"]`);
    if (!form || !chosen.words) return;
    const radios = [...form.querySelectorAll("input[name=quote]")];
    if (!radios.length) return;
    const match = radios.find((radio) => radio.value && radio.value.includes(chosen.words));
    let radio = match;
    if (!match || match.value !== chosen.words) {
      const row = (match ?? radios.at(-1)).closest("div");
      radio = form.querySelector("input[name=quote][data-chosen]");
      if (!radio) {
        const copy = row.cloneNode(true);
        row.parentElement.append(copy);
        radio = copy.querySelector("input");
        radio.dataset.chosen = "";
        radio.id += "-chosen";
        copy.querySelector("label").htmlFor = radio.id;
      }
      radio.value = chosen.words;
      radio.closest("label").lastChild.textContent = ` ${chosen.words}`;
    }
    radio.checked = true;
    radio.closest("details").open = true;
  };
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const words = selection.toString().trim();
    const place = selection.anchorNode?.parentElement?.closest("[data-words]");
    if (!place || words.length < 3 || words.length > 600 || !place.contains(selection.focusNode)) return;
    chosen.passage = place.closest(".passage").id;
    chosen.words = words;
    fill();
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    fill();
    // A form that was closed gives the focus back to the link that had opened it; an open one takes it.
    if (document.activeElement !== document.body) return;
    const place = event.detail.elt.matches(".passage") ? event.detail.elt : null;
    place?.querySelector("textarea, .comment-button")?.focus();
  });
})();
