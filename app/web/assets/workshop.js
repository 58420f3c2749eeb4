// Single keys in the workshop: everything they do, the page does without them by Tab, arrows and Enter.
// They never act while somebody types, and can be switched off (WCAG 2.1.4); this browser remembers it.
const KEPT = "workshop-keys";
const panel = document.getElementById("keys");
const toggle = document.getElementById("keys-switch");
const status = document.getElementById("keys-said");
const form = document.getElementById("agree");

const remembered = () => {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
};
let on = remembered();

const show = () => {
  toggle.textContent = on ? "Switch single keys off" : "Switch single keys on";
};

const say = (text) => {
  status.textContent = text;
};

const state = (of) => JSON.stringify([...new FormData(of)].filter(([name]) => name !== "csrf_token"));
const asFound = form ? state(form) : "";
const isChanged = () => form !== null && state(form) !== asFound;

const choose = (name, value) => {
  const radio = form?.querySelector(`input[name="${name}"][value="${value}"]`);
  if (radio) {
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    radio.focus();
    say(`${name === "level" ? "Agreed level" : "Target"}: ${value === "none" ? "not assessed" : value}`);
  }
};

let warned = false;
const follow = (key) => {
  const link = document.querySelector(`a[data-key="${key}"]`);
  if (!link) {
    say("There is no further standard this way.");
  } else if (isChanged() && !warned) {
    warned = true;
    say("What you changed is not saved. Press s to save it, or the same key again to leave it.");
  } else {
    link.click();
  }
};

const press = (selector) => document.querySelector(selector)?.click();

const acts = {
  n: () => (form || document.querySelector('a[data-key="n"]') ? follow("n") : moveOnList(1)),
  b: () => (form || document.querySelector('a[data-key="b"]') ? follow("b") : moveOnList(-1)),
  l: () => follow("l"),
  s: () => press('button[data-key="s"]'),
  d: () => press('button[data-key="d"]'),
  v: () => {
    const button = document.querySelector("#vote-buttons button");
    if (button) {
      button.focus();
      say(`Press Enter to do it: ${button.textContent.trim()}`);
    }
  },
  p: () => {
    const box = form?.querySelector('input[name="priority"]');
    if (box) {
      box.click();
      box.focus();
      say(box.checked ? "A priority" : "No priority");
    }
  },
  r: () => form?.querySelector('textarea[name="reason"]')?.focus(),
  "?": () => {
    const list = panel.querySelector("details");
    list.open = !list.open;
    list.querySelector("summary").focus();
  },
};

// On the list the next standard is the next link: Enter opens it.
const moveOnList = (step) => {
  const links = [...document.querySelectorAll(".app-agenda a")];
  if (links.length) {
    const at = links.indexOf(document.activeElement);
    links[Math.min(Math.max(at + step, 0), links.length - 1)].focus();
  }
};

const isTyping = (target) =>
  target instanceof Element &&
  target.closest("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox])") !== null;

document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) {
    return;
  }
  if (isTyping(event.target)) {
    return;
  }
  const digit = /^(?:Digit|Numpad)([0-5])$/.exec(event.code)?.[1];
  if (digit && form) {
    if (digit === "0") {
      choose("level", "none");
    } else {
      choose(event.shiftKey ? "target" : "level", digit);
    }
    event.preventDefault();
    return;
  }
  const act = acts[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
});

if (panel) {
  panel.hidden = false;
  show();
  toggle.addEventListener("click", () => {
    on = !on;
    try {
      localStorage.setItem(KEPT, on ? "on" : "off");
    } catch {
      // A browser that keeps nothing forgets it with the page.
    }
    show();
    say(on ? "Single keys are on." : "Single keys are off.");
  });
}
