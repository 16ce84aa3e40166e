// axe, on every page that any spec comes past and in every state it finds it: once a run for
// each mode, path, title and state, because the same page twice tells nothing new.
import { AxeBuilder } from "@axe-core/playwright";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { Mode } from "./page.js";
import { first } from "./place.js";

/** The short form, which a page reads in half the time. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// axe waits with timers, which a page without JavaScript does not have. What such a page shows
// is opened again as it stands, without its scripts, in a browser that has them.
let inspector: Page | undefined;

async function inspected(page: Page): Promise<Page> {
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
export async function accessible(page: Page, mode: Mode, state = ""): Promise<void> {
  const path = new URL(page.url()).pathname
    .replace(/\/requests\/[^/]+/, "/requests/REFERENCE")
    .replace(/\/feedback\/[^/]+/, "/feedback/TOKEN");
  if (!first("axe", mode, path, await page.title(), state)) return;
  const seen = mode === "no-javascript" ? await inspected(page) : page;
  // There are no frames to gather results from, and nothing but violations is asked for.
  const axe = new AxeBuilder({ page: seen, axeSource }).setLegacyMode(true).withTags(RULES);
  const { violations } = await axe.options({ resultTypes: ["violations"], preload: false }).analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" | ")}`,
  );
  expect(told, `axe on ${path} ${state}`).toEqual([]);
}
