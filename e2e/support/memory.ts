// A real Back in Chromium, which keeps whole pages in memory. Playwright turns that off, and does not
// follow a page that comes back from there, so these steps use the browser's own protocol.
import { expect, type CDPSession, type Page } from "@playwright/test";

/**
 * How the browser came to a page: `Navigation`, `BackForwardCacheRestore` from its memory, or
 * `SameDocument` for an address that the island gave to the page on the screen.
 */
type Arrival = string;

export class Memory {
  private arrived: (how: Arrival) => void = () => {};

  private constructor(private readonly browser: CDPSession) {}

  static async of(page: Page): Promise<Memory> {
    const browser = await page.context().newCDPSession(page);
    const memory = new Memory(browser);
    browser.on("Page.frameNavigated", ({ frame, type }) => {
      if (frame.parentId === undefined) memory.arrived(type);
    });
    browser.on("Page.navigatedWithinDocument", () => memory.arrived("SameDocument"));
    await browser.send("Page.enable");
    return memory;
  }

  /** Goes back; `undefined` at the first page. */
  async back(): Promise<Arrival | undefined> {
    const { currentIndex, entries } = await this.browser.send("Page.getNavigationHistory");
    const before = entries[currentIndex - 1];
    if (before === undefined || before.url === "about:blank") return undefined;
    const arrival = new Promise<Arrival>((done) => (this.arrived = done));
    await this.browser.send("Page.navigateToHistoryEntry", { entryId: before.id });
    const how = await arrival;
    await expect.poll(() => this.evaluate("document.readyState")).toBe("complete");
    return how;
  }

  /** Everything on the screen: text, and what is in the fields. */
  async seen(): Promise<string> {
    return this.evaluate(
      `(document.body?.innerText ?? "") + [...document.querySelectorAll("input, textarea, select")]
        .map((field) => "\\n" + field.value).join("")`,
    );
  }

  async heading(): Promise<string> {
    return this.evaluate('document.querySelector("h1")?.innerText ?? ""');
  }

  private async evaluate(expression: string): Promise<string> {
    // A document that is being replaced has nothing to evaluate in.
    const answer = await this.browser.send("Runtime.evaluate", { expression }).catch(() => undefined);
    return String(answer?.result.value ?? "");
  }
}
