// Comforts only: everything works without this file.
"use strict";

const box = document.getElementById("q");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

// What the question may become, from the index itself. A browser offers only what holds the letters typed: where
// another spelling was meant, they stand in the label.
const list = document.getElementById("suggestions");
box.setAttribute("list", list.id);
let waiting = 0;
let asking = new AbortController();

async function offer(typed) {
  asking.abort();
  asking = new AbortController();
  try {
    const address = box.form.dataset.suggest + "?q=" + encodeURIComponent(typed);
    const answer = await fetch(address, { signal: asking.signal });
    const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
    list.replaceChildren(...suggestions.map(({ text, kind, count }) => {
      const option = new Option("", text);
      const told = kind === "title" ? "title" : `${kind}, ${count.toLocaleString("en")} article${count === 1 ? "" : "s"}`;
      const same = text.toLowerCase().includes(typed.toLowerCase());
      option.label = same ? told : `${told} (${typed})`;
      return option;
    }));
  } catch (error) {
    if (error.name !== "AbortError") list.replaceChildren();
  }
}

box.addEventListener("input", () => {
  clearTimeout(waiting);
  const typed = box.value;
  const chosen = [...list.options].some((option) => option.value === typed);
  if (!chosen && typed.trim().length > 1) waiting = setTimeout(offer, 150, typed);
});

// Older browsers cannot show closed details on wide screens by style alone.
const filters = document.querySelector(".filters-box");
if (filters && !CSS.supports("selector(::details-content)") && matchMedia("(min-width: 56em)").matches) {
  filters.open = true;
}
