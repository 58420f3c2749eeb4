// Parts of a page that ask for news by themselves can be paused (WCAG 2.2.2); this browser remembers it.
// What somebody sends or opens is never held back: only requests that a clock makes.
const KEPT = "live-updates";
const line = document.getElementById("live-switch");

const remembered = () => {
  try {
    return localStorage.getItem(KEPT) === "paused";
  } catch {
    return false;
  }
};
let paused = remembered();

const show = () => {
  line.querySelector("button").textContent = paused ? "Resume live updates" : "Pause live updates";
  line.querySelector("[role=status]").textContent = paused ? "Paused. What others do shows when you resume." : "";
};

document.addEventListener("htmx:beforeRequest", (event) => {
  if (line && paused && event.target.getAttribute("hx-trigger")?.startsWith("every")) {
    event.preventDefault();
  }
});

if (line && document.querySelector('[hx-trigger^="every"]')) {
  line.hidden = false;
  show();
  line.querySelector("button").addEventListener("click", () => {
    paused = !paused;
    try {
      localStorage.setItem(KEPT, paused ? "paused" : "on");
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
    show();
  });
}
