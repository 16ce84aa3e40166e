// Starts the islands, on pages that have one, after the page is painted and usable.
// The build replaces the two names with those of the files it made (`cargo xtask assets`).
const glue = new URL("./__FRONT_JS__", import.meta.url);
const wasm = new URL("./__FRONT_WASM__", import.meta.url);

// Two frames: the first callback runs before a paint, the second after it. A page in the
// background is never painted, and waits until somebody looks at it, which costs nobody anything.
const painted = () =>
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

// Safari has no requestIdleCallback; a page that is never idle must still start.
const idle = () =>
  new Promise((done) =>
    "requestIdleCallback" in globalThis ? requestIdleCallback(done, { timeout: 1000 }) : setTimeout(done, 0),
  );

async function start() {
  await painted();
  await idle();
  const front = await import(glue);
  await front.default({ module_or_path: wasm });
  // In document order, so that an outer island is there before an inner one. Each is
  // alone in its fault: one that cannot start leaves its part of the page as it was.
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
  // When WebAssembly is blocked, half loaded or too old, the page stays the plain form
  // that it is, and works. There is nobody to tell.
  start().catch(() => {});
}
