// The base of every spec: a browser in one of three modes that fails the test when a page raises an
// error, violates the content security policy, or has invalid HTML.
import { test as plain, expect, type BrowserContext } from "@playwright/test";
import { mistakes } from "./html.js";
import { Resident, type Mode } from "./page.js";

type Given = {
  /** Errors that a spec provokes on purpose. */
  provoked: RegExp | undefined;
  mode: Mode;
  /** A person with a browser of their own, no page loaded yet. */
  resident: Resident;
  /** Another person, on another device. */
  stranger: Resident;
};

export const test = plain.extend<Given>({
  provoked: [undefined, { option: true }],
  mode: async ({}, use, info) => {
    await use(info.project.name as Mode);
  },
  resident: async ({ context, mode, provoked }, use) => {
    const complaints = await watched(context, mode, provoked);
    await use(new Resident(await context.newPage(), mode));
    expect(await complaints()).toEqual([]);
  },
  stranger: async ({ browser, contextOptions, javaScriptEnabled, locale, viewport, mode, provoked }, use) => {
    const context = await browser.newContext({
      ...contextOptions,
      javaScriptEnabled,
      locale,
      viewport,
    });
    const complaints = await watched(context, mode, provoked);
    await use(new Resident(await context.newPage(), mode));
    expect(await complaints()).toEqual([]);
    await context.close();
  },
});

/** Sets up a browser for its mode, and collects errors. */
async function watched(
  context: BrowserContext,
  mode: Mode,
  provoked: RegExp | undefined,
): Promise<() => Promise<string[]>> {
  const complaints: string[] = [];
  const pending: Promise<void>[] = [];
  context.on("console", (message) => {
    // A status such as 422, or a file blocked in this mode, is not an error of the page.
    const told = message.text();
    if (message.type() !== "error" || told.startsWith("Failed to load resource")) return;
    complaints.push(`console: ${told}`);
  });
  context.on("weberror", (error) => complaints.push(`error: ${error.error().message}`));
  context.on("response", (response) => {
    const path = new URL(response.url()).pathname;
    if (response.status() >= 500 && response.status() !== 503) {
      complaints.push(`${response.status()} at ${path}`);
    }
    const html = response.headers()["content-type"]?.startsWith("text/html") ?? false;
    if (mode !== "no-javascript" || !html) return;
    // A document left before its body was read is checked when a spec stays on it.
    const looked = response
      .text()
      .then((text) => mistakes(path, text))
      .then((found) => void complaints.push(...found))
      .catch(() => {});
    pending.push(looked);
  });
  if (mode === "wasm-blocked") await context.route("**/*.wasm", (route) => route.abort());
  return async () => {
    await Promise.all(pending);
    return complaints.filter((complaint) => !provoked?.test(complaint));
  };
}

export { expect };
