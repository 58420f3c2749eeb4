// The presenter's clock of a training session. Its steps are read from the page's own list, which stands without script.
// Buttons do all that single keys do; keys never act while somebody types, and can be switched off (WCAG 2.1.4).
const root = document.getElementById("present");
const at = (id) => document.getElementById(id);
const stage = at("stage");
const KEYS = "present-keys";
const KEPT = root.dataset.kept;
const LONGEST = 12 * 60 * 60 * 1000; // what is remembered of a session, in milliseconds
const MINUTE = 60;

const items = [...root.querySelectorAll(".app-present__steps > li")];
const steps = items.map((item) => ({
  minutes: Number(item.dataset.minutes),
  what: item.querySelector(".app-present__what").textContent.trim(),
  form: item.querySelector(".app-present__form").textContent.trim(),
  does: item.querySelector(".app-present__do").textContent.trim(),
}));

// A browser may refuse to keep anything; the page then forgets with itself.
const keep = (name, value) => {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Nothing is kept.
  }
};
const kept = (name) => {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
};

// `spent` and `more` are by step, in seconds and minutes; `since` is when the clock was last looked at, 0 while paused.
const fresh = () => ({ step: 0, spent: steps.map(() => 0), more: steps.map(() => 0), since: 0, saved: Date.now() });
const remembered = () => {
  try {
    const found = JSON.parse(kept(KEPT));
    return found && found.spent.length === steps.length && Date.now() - found.saved < LONGEST ? found : fresh();
  } catch {
    return fresh();
  }
};
let state = remembered();
let notes = false;
let keysOn = kept(KEYS) !== "off";
let saidOver = false;

const save = () => {
  state.saved = Date.now();
  keep(KEPT, JSON.stringify(state));
};

const tick = () => {
  if (state.since) {
    const now = Date.now();
    state.spent[state.step] += (now - state.since) / 1000;
    state.since = now;
  }
};

const given = (step) => Math.max(1, steps[step].minutes + state.more[step]) * MINUTE;
const clock = (seconds) => {
  const whole = Math.floor(Math.abs(seconds));
  return `${Math.floor(whole / MINUTE)}:${String(whole % MINUTE).padStart(2, "0")}`;
};
const minutes = (count) => `${count} ${count === 1 ? "minute" : "minutes"}`;

// How the session will end if the steps to come take what is planned for them.
const forecast = () => {
  const spent = state.spent.reduce((sum, each) => sum + each, 0);
  const here = Math.max(0, given(state.step) - state.spent[state.step]);
  const later = steps.reduce((sum, _, step) => sum + (step > state.step ? given(step) : 0), 0);
  return { spent, left: here + later, all: spent + here + later };
};

const total = () => {
  const { spent, left, all } = forecast();
  const planned = Number(root.dataset.minutes);
  const off = Math.round(all / MINUTE) - planned;
  const against = off === 0 ? "on plan" : `${minutes(Math.abs(off))} ${off > 0 ? "over plan" : "in hand"}`;
  const end = new Date(Date.now() + left * 1000).toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "Europe/London",
  });
  return `${Math.floor(spent / MINUTE)} of ${minutes(planned)}, ${against}, ends at ${end}`;
};

const write = (id, text) => {
  if (at(id).textContent !== text) {
    at(id).textContent = text;
  }
};

const show = () => {
  tick();
  const step = steps[state.step];
  const left = given(state.step) - state.spent[state.step];
  const over = left < 0;
  const next = steps[state.step + 1];
  write("present-place", `Step ${state.step + 1} of ${steps.length}: ${step.form}`);
  write("present-now", step.what);
  write("present-clock", clock(over ? left : Math.ceil(left)));
  write("present-over", over ? "over time" : state.since ? "left" : state.spent[state.step] ? "left, paused" : "to go");
  write("present-next", next ? `Next: ${next.what}` : "This is the last step");
  write("present-total", total());
  write("present-do", step.does);
  stage.classList.toggle("app-present__stage--over", over);
  if (over && state.since && !saidOver) {
    say("Time is up for this step.");
  }
  saidOver = over;
};

const say = (text) => {
  at("present-said").textContent = text;
};

const mark = () => {
  items.forEach((item, step) => {
    if (step === state.step) {
      item.setAttribute("aria-current", "step");
    } else {
      item.removeAttribute("aria-current");
    }
  });
  root.querySelector('[data-act="start"]').textContent = state.since ? "Pause" : "Start";
  root.querySelector('[data-act="notes"]').textContent = notes ? "Hide notes" : "Show notes";
  at("present-notes").hidden = !notes;
  at("present-keys-switch").textContent = keysOn ? "Switch single keys off" : "Switch single keys on";
};

const move = (by) => {
  const wanted = state.step + by;
  if (wanted < 0 || wanted >= steps.length) {
    say(by > 0 ? "This is the last step." : "This is the first step.");
    return;
  }
  tick();
  state.step = wanted;
  saidOver = state.spent[wanted] > given(wanted);
  say(`Step ${wanted + 1}: ${steps[wanted].what}, ${minutes(given(wanted) / MINUTE)}`);
};

const extend = (by) => {
  if (steps[state.step].minutes + state.more[state.step] + by >= 1) {
    state.more[state.step] += by;
  }
  say(`${minutes(given(state.step) / MINUTE)} for this step`);
};

// While the clock runs, the screen stays on where the browser can; it lets go by itself when the page is out of sight.
let awake = null;
const stayAwake = async () => {
  try {
    await awake?.release();
    awake = state.since && !document.hidden ? await navigator.wakeLock?.request("screen") : null;
  } catch {
    awake = null; // on battery, or refused
  }
};

const acts = {
  start: () => {
    tick();
    state.since = state.since ? 0 : Date.now();
    stayAwake();
    say(state.since ? "The clock runs." : "The clock is paused.");
  },
  next: () => move(1),
  back: () => move(-1),
  more: () => extend(1),
  less: () => extend(-1),
  notes: () => {
    notes = !notes;
    say(notes ? `What you do: ${steps[state.step].does}` : "Notes are hidden.");
  },
  full: () => {
    if (document.fullscreenElement) {
      document.exitFullscreen();
    } else {
      root.requestFullscreen?.().catch(() => say("This browser does not show it on the full screen."));
    }
  },
  again: () => {
    state = fresh();
    stayAwake();
    say("The clock is back at the start of the session.");
  },
};

const act = (name) => {
  acts[name]();
  mark();
  show();
  save();
};

const BY_KEY = {
  " ": "start",
  ArrowRight: "next",
  PageDown: "next", // what a presenter's remote sends
  ArrowLeft: "back",
  PageUp: "back",
  "+": "more",
  "=": "more",
  "-": "less",
  "−": "less",
  n: "notes",
  N: "notes",
  f: "full",
  F: "full",
};

document.addEventListener("keydown", (event) => {
  if (!keysOn || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) {
    return;
  }
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("input, textarea, select, [contenteditable]")) {
    return;
  }
  if (event.key === " " && target?.closest("button, a, summary")) {
    return; // Space presses what has the focus
  }
  const name = BY_KEY[event.key];
  if (name) {
    event.preventDefault();
    act(name);
  }
});

root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) {
    act(button.dataset.act);
    if (event.detail > 0) {
      stage.focus({ preventScroll: true }); // after a mouse, Space is for the clock again
    }
  }
});

at("present-keys-switch").addEventListener("click", () => {
  keysOn = !keysOn;
  keep(KEYS, keysOn ? "on" : "off");
  say(keysOn ? "Single keys are on." : "Single keys are off.");
  mark();
});

document.addEventListener("visibilitychange", stayAwake);

window.addEventListener("pagehide", () => {
  tick();
  save();
});

for (const id of ["stage", "present-buttons", "present-keys"]) {
  at(id).hidden = false;
}
mark();
show();
stayAwake();
setInterval(show, 250);
