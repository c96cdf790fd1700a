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

// Older browsers cannot show closed details on wide screens by style alone.
const filters = document.querySelector(".filters-box");
if (filters && !CSS.supports("selector(::details-content)") && matchMedia("(min-width: 56em)").matches) {
  filters.open = true;
}
