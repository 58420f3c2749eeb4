// The service's own script: starts the design system's parts, and says so when a save did not arrive.
// Pages work without it. The import below is given the content-hashed address when the assets are read.
import { initAll } from "govuk-frontend.min.js";

initAll();

// A table that fits needs no tab stop; one that scrolls keeps it, so that the keyboard can scroll it.
const frames = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) {
      target.setAttribute("tabindex", "0");
    } else {
      target.removeAttribute("tabindex");
    }
  }
});

const watchFrames = (part) => part.querySelectorAll(".app-scroll").forEach((frame) => frames.observe(frame));
watchFrames(document);

// Parts that htmx brings in need the same start as the page.
document.addEventListener("htmx:load", ({ detail }) => {
  if (detail.elt !== document.body) {
    initAll({ scope: detail.elt });
    watchFrames(detail.elt);
  }
});

// Asking for news fails quietly, the next time comes soon: only what was sent can be lost.
const notSaved = ({ detail }) => {
  if (detail?.requestConfig?.verb === "get") {
    return;
  }
  for (const line of document.querySelectorAll(".app-saved")) {
    line.classList.add("app-saved--failed");
    line.textContent = "Not saved yet. Use the save button on this page to try again.";
  }
};

document.addEventListener("htmx:sendError", notSaved);
document.addEventListener("htmx:timeout", notSaved);
document.addEventListener("htmx:responseError", notSaved);
document.addEventListener("not-saved", notSaved);
