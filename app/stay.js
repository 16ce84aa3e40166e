// How long a page with somebody's answers stays on the screen. The server knows; this asks it.
//
// `data-stay` on `body` says what kind of page it is (`Stay` in `app/src/layout/mod.rs`): `draft` is
// a page of a form, which goes when its draft does; `asked` is loaded anew before a browser shows it
// from its memory; on `over` a form has ended, and what the tab still holds of it goes.

// The key of `app/src/islands/journey/effects/tab_storage.rs`.
const UNSENT = "doorstep-unsent";

// Seconds before the end at which to ask whether more time is needed; between two looks at the
// clock; before asking a server again that did not answer; of waiting for it before a page from the
// browser's memory is shown; after which a server is slow.
const WARN = 600;
const LOOK = 15;
const AGAIN = 30;
const PATIENCE = 5;
const SLOW = 5;

const root = document.documentElement;
const after = (seconds, then) => setTimeout(then, seconds * 1000);
const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("doorstep") : undefined;

function forget() {
  try {
    sessionStorage.removeItem(UNSENT);
  } catch {
    // Without storage nothing was kept in it.
  }
}

// A page from the browser's memory is hidden until `then` says that it may be shown.
function fromMemory(then) {
  addEventListener("pageshow", async (event) => {
    if (!event.persisted) return;
    root.hidden = true;
    if (await then()) root.hidden = false;
  });
}

function withDraft() {
  const dialog = document.getElementById("stay");
  const part = (name) => document.getElementById(`stay-${name}`);
  let due = Infinity;
  let seen = Date.now();
  let ended = false;
  let toldLast = false;

  // The address has the draft, also after the island has drawn another page.
  const draft = () => new URLSearchParams(location.search).get("d");
  const plan = (seconds) => {
    due = Date.now() + seconds * 1000;
  };

  // Blanks the page and loads it anew: the server says why there are no answers. The island keeps
  // what is unsent when a page is left, and has its listener before this one.
  function end() {
    ended = true;
    addEventListener("pagehide", forget);
    document.body.replaceChildren();
    location.replace(location.pathname + location.search);
  }

  function warn(left, mayExtend) {
    plan(Math.min(left, 60));
    // That nothing can be done about it is said once.
    if (dialog.open || (toldLast && !mayExtend)) return;
    toldLast = !mayExtend;
    part("more").hidden = part("go-on").hidden = !mayExtend;
    part("last").hidden = part("close").hidden = mayExtend;
    part("failed").textContent = "";
    dialog.showModal?.();
  }

  // Whether the page may be shown. Without an answer it may: nothing unsent is lost because the
  // signal is.
  async function ask(method = "GET") {
    const id = draft();
    if (ended || !id) return !ended;
    plan(AGAIN);
    try {
      const url = `/api/v1/drafts/${encodeURIComponent(id)}/time?service=${dialog.dataset.service}`;
      const answer = await fetch(url, { method });
      if (answer.status === 410) end();
      // A draft that the island has not saved yet.
      if (answer.status === 404) plan(WARN / 2);
      if (!answer.ok) return !ended;
      const { seconds_left: left, may_extend: mayExtend } = await answer.json();
      if (left <= WARN) {
        warn(left, mayExtend);
      } else {
        plan(left - WARN);
        dialog.close?.();
      }
      return "answered";
    } catch {
      return true;
    }
  }

  async function goOn(event) {
    event.preventDefault();
    if (part("go-on").hidden) {
      dialog.close();
    } else if ((await ask("POST")) !== "answered") {
      part("failed").textContent = part("failed").dataset.text;
    }
  }

  const left = dialog.dataset.seconds;
  if (left) plan(left - WARN);
  part("go-on").addEventListener("click", goOn);
  part("close").addEventListener("click", goOn);
  dialog.addEventListener("cancel", goOn);
  // A clock that jumped, as after sleep, says nothing about the time that is left.
  setInterval(() => {
    const now = Date.now();
    const jumped = Math.abs(now - seen) > 300_000;
    seen = now;
    if (now >= due || jumped || (due === Infinity && draft())) ask();
  }, LOOK * 1000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") ask();
  });
  tabs?.addEventListener("message", () => ask());
  fromMemory(() => Promise.race([ask(), new Promise((shown) => after(PATIENCE, () => shown(!ended)))]));

  // The island says by itself when it waits.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    const note = document.createElement("p");
    note.setAttribute("role", "status");
    event.target.append(note);
    after(SLOW, () => {
      note.className = "govuk-inset-text";
      note.textContent = dialog.dataset.slow;
    });
    addEventListener("pagehide", () => note.remove(), { once: true });
  });
}

export function watch() {
  const { stay } = document.body.dataset;
  if (stay === "draft") withDraft();
  if (stay === "over") {
    forget();
    tabs?.postMessage(stay);
  }
  if (stay === "over" || stay === "asked") {
    fromMemory(() => {
      location.reload();
      return false;
    });
  }
}
