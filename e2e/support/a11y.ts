// axe, on every page that any spec comes past and in every state it finds it: once per worker
// for each path, title and state, because the same page twice tells nothing new.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const looked = new Set<string>();

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
export async function accessible(page: Page, scripted: boolean, state = ""): Promise<void> {
  const path = new URL(page.url()).pathname
    .replace(/\/requests\/[^/]+/, "/requests/REFERENCE")
    .replace(/\/feedback\/[^/]+/, "/feedback/TOKEN");
  const key = [path, await page.title(), state].join("\n");
  if (looked.has(key)) return;
  looked.add(key);
  const seen = scripted ? page : await inspected(page);
  const { violations } = await new AxeBuilder({ page: seen }).withTags(RULES).analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" | ")}`,
  );
  expect(told, `axe on ${path} ${state}`).toEqual([]);
}
