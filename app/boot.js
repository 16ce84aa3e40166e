// Starts the islands, on pages that have any, after the page is painted and usable.
// The build replaces the two names with those of the built files (`cargo xtask assets`).
const glue = new URL("./__FRONT_JS__", import.meta.url);
const wasm = new URL("./__FRONT_WASM__", import.meta.url);

// Two frames: the first callback runs before a paint, the second after it. A background page is
// not painted, so it waits until it becomes visible.
const painted = () =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

// Safari has no requestIdleCallback; the timeout covers pages that are never idle.
const idle = () =>
  new Promise((done) =>
    "requestIdleCallback" in globalThis ? requestIdleCallback(done, { timeout: 1000 }) : setTimeout(done, 0),
  );

async function start() {
  // The page asks for both already, where the browser understands how.
  const [front, program] = await Promise.all([import(glue), fetch(wasm), painted().then(idle)]);
  await front.default({ module_or_path: program });
  // In document order, so that an outer island starts before an inner one. An island that fails to
  // start leaves its part of the page as it was and does not affect the others.
  for (const island of document.querySelectorAll("leptos-island")) {
    try {
      await front[island.dataset.component]?.(island);
    } catch {
      island.dataset.failed = "";
    }
  }
  document.documentElement.dataset.ready = "1";
}

if (document.querySelector("leptos-island")) {
  // If WebAssembly is blocked, only partly loaded or too old, the page remains a working plain
  // form, so the error is ignored.
  start().catch(() => {});
}
