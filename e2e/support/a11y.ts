// axe, on every page that any spec comes past and in every state it finds it: once per worker
// for each path, title and state, because the same page twice tells nothing new.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const looked = new Set<string>();

/** Fails on any violation, naming the rule and the elements. */
export async function accessible(page: Page, state = ""): Promise<void> {
  const path = new URL(page.url()).pathname
    .replace(/\/requests\/[^/]+/, "/requests/REFERENCE")
    .replace(/\/feedback\/[^/]+/, "/feedback/TOKEN");
  const key = [path, await page.title(), state].join("\n");
  if (looked.has(key)) return;
  looked.add(key);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(" | ")}`,
  );
  expect(told, `axe on ${path} ${state}`).toEqual([]);
}
