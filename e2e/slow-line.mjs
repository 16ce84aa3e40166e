// Measures pages on a phone with a slow line; `cargo xtask bench slow-line` runs it. The arguments
// are the address of a server and the browser to start.
import { chromium } from "@playwright/test";

const [address, executablePath] = process.argv.slice(2);

const ROUNDS = 5;
const LINE = { offline: false, latency: 562, downloadThroughput: 184_375, uploadThroughput: 84_375 };
const SLOWER = 4;

const FIRST = "/services/pothole/danger";

/** The pages of a report up to check answers: names of fields, with a value or an option. */
const REPORT = [
  { danger: "no" },
  { problem: "pothole" },
  { road: "ordinary" },
  { "place-description": "High Street, Headcorn" },
  { depth: "medium", width: "lid" },
  { noticed_on: "today" },
  { description: "A hole by the kerb" },
  {},
];

/** Notes when things show: the island ready, and each new heading. */
function watch() {
  const seen = (globalThis.seen = { ready: undefined, pressed: undefined, drawn: undefined });
  addEventListener("submit", () => Object.assign(seen, { pressed: performance.now(), drawn: undefined }), true);
  new MutationObserver((changes) => {
    if (document.querySelector("[data-journey=ready]")) seen.ready ??= performance.now();
    const drawn = changes.some(({ addedNodes }) => [...addedNodes].some((node) => node.querySelector?.("h1")));
    if (drawn && seen.pressed) requestAnimationFrame(() => setTimeout(() => (seen.drawn ??= performance.now())));
  }).observe(document, { subtree: true, childList: true, attributes: true });
}

async function phone(browser) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", LINE);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  await page.addInitScript(watch);
  return { context, page, devtools };
}

const paints = (page) =>
  page.evaluate(async () => {
    const last = (type) =>
      new Promise((done) => {
        new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type, buffered: true });
      });
    const [html] = performance.getEntriesByType("navigation");
    return { bytes: html.transferSize, first: await last("paint"), largest: await last("largest-contentful-paint") };
  });

const ready = async (page) => (await page.waitForFunction(() => globalThis.seen.ready)).jsonValue();

async function answer(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const option = page.locator(`input[type=radio][name="${name}"][value="${value}"]`);
    if (value === "today") await page.locator("main input[type=radio]").first().check({ force: true });
    else if ((await option.count()) > 0) await option.check({ force: true });
    else await page.locator(`[name="${name}"]`).fill(value);
  }
  await page.getByRole("button", { name: "Continue" }).click();
}

async function measure(browser) {
  const home = await phone(browser);
  await home.page.goto(address, { waitUntil: "load" });
  const first = await paints(home.page);
  await home.context.close();

  const { context, page } = await phone(browser);
  await page.goto(address + FIRST, { waitUntil: "load" });
  const cold = await ready(page);
  const saved = page.waitForResponse((response) => response.request().method() === "PUT");
  await answer(page, REPORT[0]);
  await saved;
  await page.evaluate(() => location.reload());
  await page.waitForFunction(() => globalThis.seen?.ready && !globalThis.seen.pressed);
  const later = await ready(page);
  const laterPaint = (await paints(page)).first;
  for (const fields of REPORT.slice(1)) {
    await answer(page, fields);
    await page.waitForFunction(() => globalThis.seen.drawn);
  }
  const heading = await page.locator("h1").innerText();
  if (heading !== "Check your answers") throw new Error(`the report ends at "${heading}"`);
  const check = await page.evaluate(() => globalThis.seen.drawn - globalThis.seen.pressed);
  await context.close();
  return {
    "first page, bytes with headers": first.bytes,
    "first page, first paint": first.first,
    "first page, largest paint": first.largest,
    "island ready on a first page": cold,
    "island ready on a later page": later,
    "island ready on a later page, after its first paint": later - laterPaint,
    "check answers, island ready": check,
  };
}

const browser = await chromium.launch({ executablePath, args: process.getuid() === 0 ? ["--no-sandbox"] : [] });
const rounds = [];
for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(browser));
await browser.close();
for (const name of Object.keys(rounds[0])) {
  const values = rounds.map((round) => round[name]).sort((a, b) => a - b);
  const unit = name.includes("bytes") ? "B" : "ms";
  console.log(`${name}: ${Math.round(values[ROUNDS >> 1])} ${unit} (${values.map(Math.round).join(", ")})`);
}
