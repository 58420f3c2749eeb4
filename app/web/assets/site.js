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

// A slow line lets somebody answer before the scripts are there: what differs from the page as it was sent is unsaved.
const isAnswered = (control) =>
  [...(control.options ?? [])].some((option) => option.selected !== option.defaultSelected) ||
  (control.checked ?? false) !== (control.defaultChecked ?? false) ||
  (control.type === "textarea" && control.value !== control.defaultValue);

const saveWhatWasAnsweredEarly = () => {
  for (const form of document.querySelectorAll('form[hx-trigger^="change"]')) {
    if ([...form.elements].some(isAnswered)) {
      form.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
};

// Parts that htmx brings in need the same start as the page.
document.addEventListener("htmx:load", ({ detail }) => {
  if (detail.elt === document.body) {
    saveWhatWasAnsweredEarly();
  } else {
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
