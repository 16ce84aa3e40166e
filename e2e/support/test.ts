// The base of every spec: a browser in one of three modes that fails the test when a page raises an
// error, violates the content security policy, or has invalid HTML.
import { test as base, expect, type BrowserContext } from "@playwright/test";
import { htmlErrors } from "./html.js";
import { Resident, type Mode } from "./page.js";

type Fixtures = {
  /** Errors that a spec provokes on purpose. */
  expectedErrors: RegExp | undefined;
  mode: Mode;
  /** A person with a browser of their own, no page loaded yet. */
  resident: Resident;
  /** Another person, on another device. */
  stranger: Resident;
};

export const test = base.extend<Fixtures>({
  expectedErrors: [undefined, { option: true }],
  mode: async ({}, use, info) => {
    await use(info.project.name as Mode);
  },
  resident: async ({ context, mode, expectedErrors }, use) => {
    const errors = await watch(context, mode, expectedErrors);
    await use(new Resident(await context.newPage(), mode));
    expect(await errors()).toEqual([]);
  },
  stranger: async ({ browser, contextOptions, javaScriptEnabled, locale, viewport, mode, expectedErrors }, use) => {
    const context = await browser.newContext({
      ...contextOptions,
      javaScriptEnabled,
      locale,
      viewport,
    });
    const errors = await watch(context, mode, expectedErrors);
    await use(new Resident(await context.newPage(), mode));
    expect(await errors()).toEqual([]);
    await context.close();
  },
});

/** Sets up a browser for its mode, and collects errors. */
async function watch(
  context: BrowserContext,
  mode: Mode,
  expectedErrors: RegExp | undefined,
): Promise<() => Promise<string[]>> {
  const errors: string[] = [];
  const pending: Promise<void>[] = [];
  context.on("console", (message) => {
    // A status such as 422, or a file blocked in this mode, is not an error of the page.
    const text = message.text();
    if (message.type() !== "error" || text.startsWith("Failed to load resource")) return;
    errors.push(`console: ${text}`);
  });
  context.on("weberror", (error) => errors.push(`error: ${error.error().message}`));
  context.on("response", (response) => {
    const path = new URL(response.url()).pathname;
    if (response.status() >= 500 && response.status() !== 503) {
      errors.push(`${response.status()} at ${path}`);
    }
    const html = response.headers()["content-type"]?.startsWith("text/html") ?? false;
    if (mode !== "no-javascript" || !html) return;
    // A document left before its body was read is checked when a spec stays on it.
    const checked = response
      .text()
      .then((text) => htmlErrors(path, text))
      .then((found) => void errors.push(...found))
      .catch(() => {});
    pending.push(checked);
  });
  if (mode === "wasm-blocked") await context.route("**/*.wasm", (route) => route.abort());
  return async () => {
    await Promise.all(pending);
    return errors.filter((message) => !expectedErrors?.test(message));
  };
}

export { expect };
