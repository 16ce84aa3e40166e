// Runs axe on every page and state that a spec visits, once per mode, path, title and state: the
// same page twice gives no new information.
import { AxeBuilder } from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { Mode } from "./page.js";
import { firstTime } from "./environment.js";

/** The minified script, which loads in half the time. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// axe waits with timers, which need JavaScript. Pages without it are reopened as rendered, without
// their scripts, in a browser that has JavaScript.
let inspector: Page | undefined;

async function openInInspector(page: Page): Promise<Page> {
  inspector ??= await (await page.context().browser()?.newContext({ javaScriptEnabled: true }))?.newPage();
  if (inspector === undefined) throw new Error("the browser is gone");
  const [url, html] = [page.url(), await page.content()];
  const body = html.replace(/<script\b[^>]*>[^]*?<\/script>/g, "");
  await inspector.route(url, (route) => route.fulfill({ contentType: "text/html", body }));
  await inspector.goto(url);
  await inspector.unroute(url);
  return inspector;
}

/** Fails on any violation, naming the rule and the elements. */
export async function expectAccessible(page: Page, mode: Mode, state = ""): Promise<void> {
  const path = new URL(page.url()).pathname
    .replace(/\/requests\/[^/]+/, "/requests/REFERENCE")
    .replace(/\/feedback\/[^/]+/, "/feedback/TOKEN");
  if (!firstTime("axe", mode, path, await page.title(), state)) return;
  const inspected = mode === "no-javascript" ? await openInInspector(page) : page;
  // No frames to collect from, and only violations are needed.
  const axe = new AxeBuilder({ page: inspected, axeSource }).setLegacyMode(true).withTags(RULES);
  const { violations } = await axe.options({ resultTypes: ["violations"], preload: false }).analyze();
  const messages = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" | ")}`,
  );
  expect(messages, `axe on ${path} ${state}`).toEqual([]);
}
