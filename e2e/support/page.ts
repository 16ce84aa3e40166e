// A resident's actions and observations, valid in all three modes.
import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./a11y.js";
import { siteUrl } from "./environment.js";

/** The button of check answers: "Send report", "Send request". */
export const SEND = /^Send \S/;

export type Mode = "javascript" | "no-javascript" | "wasm-blocked";

/** An error message, and the id of its field. */
export type FieldError = { text: string; field: string };

export class Resident {
  /** The status of the last document the browser loaded. */
  status = 0;

  constructor(
    readonly page: Page,
    readonly mode: Mode,
    /** The server's port, if not the run's own server. */
    readonly port?: string,
  ) {
    page.on("response", (response) => {
      const document = response.request().isNavigationRequest();
      if (document && response.frame() === page.mainFrame()) this.status = response.status();
    });
  }

  /** Whether the design system's script runs. */
  get scripted(): boolean {
    return this.mode !== "no-javascript";
  }

  /**
   * Waits until the server has stored every page before this one. The island saves pages in the
   * background; loading one too early would redirect to the first unsaved page.
   */
  async waitUntilSaved(): Promise<void> {
    const loaded = () => this.page.request.get(this.page.url(), { maxRedirects: 0 });
    await expect.poll(async () => (await loaded()).status()).toBe(200);
  }

  /** Another tab of the same browser, opened once the server has every page up to here. */
  async tab(): Promise<Resident> {
    await this.waitUntilSaved();
    return new Resident(await this.page.context().newPage(), this.mode);
  }

  async open(path: string, host?: string): Promise<void> {
    await this.page.goto(path.startsWith("http") ? path : siteUrl(host, this.port) + path);
  }

  /** From a service's start page to its first question. */
  async begin(service: string, host?: string, language = ""): Promise<void> {
    await this.open(`${language}/services/${service}`, host);
    await expectAccessible(this.page, this.mode);
    await this.page.locator(".govuk-button--start").click();
  }

  /**
   * Waits for a page by its heading and checks it: a single `h1`, a matching title and no axe
   * violations. In JavaScript mode the page is ready once the island is.
   */
  async at(heading: string | RegExp, state = ""): Promise<void> {
    const h1 = this.page.locator("h1");
    await expect(h1).toHaveText(heading);
    // The title is the question alone; "(optional)" appears only on the page.
    const text = (await h1.innerText()).trim().replace(/ \((optional|dewisol)\)$/, "");
    await expect.poll(() => this.page.title()).toContain(text);
    await this.ready();
    await expectAccessible(this.page, this.mode, state);
  }

  /** Waits until the island, if it can start, controls the form. */
  async ready(): Promise<void> {
    if (this.mode !== "javascript") return;
    if ((await this.page.locator("leptos-island").count()) === 0) return;
    await expect(this.page.locator('[data-journey="ready"]')).toHaveCount(1);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole("link", { name, exact: typeof name === "string" });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.button(name).click();
  }

  async follow(name: string | RegExp): Promise<void> {
    await this.link(name).first().click();
  }

  async pressContinue(): Promise<void> {
    await this.press("Continue");
  }

  async back(): Promise<void> {
    await this.page.locator(".govuk-back-link").click();
  }

  /** Chooses an option of radios or checkboxes by its label. */
  async choose(...labels: string[]): Promise<void> {
    for (const label of labels) await this.page.getByLabel(label, { exact: true }).check();
  }

  async type(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: typeof label === "string" }).fill(text);
  }

  /** Types a date, as another day where a question offers days to choose. */
  async date(date: { day: string; month: string; year: string }): Promise<void> {
    const another = this.page.getByRole("radio", { name: "Another day", exact: true });
    if ((await another.count()) > 0) await another.check();
    await this.type("Day", date.day);
    await this.type("Month", date.month);
    await this.type("Year", date.year);
  }

  /** Looks up a postcode and chooses the address that begins with this text. */
  async address(postcode: string, begins: string): Promise<void> {
    await this.type("Postcode", postcode);
    await this.press("Find address");
    const list = this.page.locator("select");
    const radios = this.page.getByRole("radio", { name: begins });
    await expect(list.or(radios.first())).toBeVisible();
    if ((await list.count()) > 0) {
      const value = await list.locator("option", { hasText: begins }).first().getAttribute("value");
      await list.selectOption(value);
    } else {
      await radios.first().check();
    }
    await this.pressContinue();
  }

  /** A row of check answers, or of a conflict, by its name. */
  row(name: string): Locator {
    const key = this.page.locator("dt").getByText(name, { exact: true });
    return this.page.locator(".govuk-summary-list__row").filter({ has: key });
  }

  /** The answer in a row. */
  answer(name: string): Locator {
    return this.row(name).locator(".govuk-summary-list__value");
  }

  async change(name: string): Promise<void> {
    await this.row(name).getByRole("link", { name: /^Change/ }).click();
  }

  /**
   * Expects exactly these errors: in the summary, each linking to its field; beside the field; and
   * in the title. With a script the summary has focus; without the island the status is 422.
   */
  async expectErrors(...errors: FieldError[]): Promise<void> {
    const summary = this.page.locator(".govuk-error-summary");
    const links = summary.getByRole("link");
    await expect(links).toHaveText(errors.map(({ text }) => text));
    await expect(this.page).toHaveTitle(/^Error: /);
    for (const [place, { text, field }] of errors.entries()) {
      await expect(links.nth(place)).toHaveAttribute("href", `#${field}`);
      await expect(this.page.locator(`[id="${field}"]`)).toHaveCount(1);
      await expect(this.page.locator(".govuk-error-message", { hasText: text })).toHaveCount(1);
    }
    if (this.mode !== "javascript") expect(this.status).toBe(422);
    if (this.scripted) {
      await expect(summary).toBeFocused();
      await links.first().click();
      await expect(this.page.locator(`[id="${errors[0]?.field}"]`)).toBeFocused();
    }
    await expectAccessible(this.page, this.mode, `mistakes: ${errors.map(({ text }) => text).join(", ")}`);
  }

  /** The data a button's form would post, for submitting it by other means. */
  async form(name: string | RegExp): Promise<{ action: string; fields: Record<string, string> }> {
    const form = this.page.locator("form", { has: this.button(name) });
    const fields: Record<string, string> = {};
    for (const input of await form.locator("input").all()) {
      fields[(await input.getAttribute("name")) ?? ""] = await input.inputValue();
    }
    return { action: (await form.getAttribute("action")) ?? "", fields };
  }

  /** Expects the confirmation and returns its reference, as shown. */
  async expectConfirmation(): Promise<string> {
    await this.at(/^We have your /, "confirmation");
    await expect(this.page).toHaveURL(/\/requests\/[2-9A-HJKMNP-Z]{10}$/);
    const reference = await this.page.locator(".govuk-panel__body [translate=no]").innerText();
    expect(reference).toMatch(/^[2-9A-HJKMNP-Z]{3}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{3}$/);
    return reference;
  }

  /** Reloads the status until every part of the request has reached it. */
  async waitForStatus(status: string, parts = 1): Promise<void> {
    await expect(async () => {
      await this.page.reload();
      const tags = this.page.locator(".app-part .govuk-tag");
      // A single part has its status in the middle of a line: "Swale Borough Council: done".
      const shown = Array<RegExp>(parts).fill(new RegExp(`^${status}$`, "i"));
      await expect(tags).toHaveText(shown, { timeout: 200 });
    }).toPass({ intervals: [500], timeout: 20_000 });
  }

  /** The timeline of a part, newest first. */
  timeline(part = 0): Locator {
    return this.page.locator(".app-part").nth(part).locator(".app-timeline__title");
  }
}
