// Nothing is left for the next person: Back after cancelling, sending and finishing, with the pages
// that the browser keeps in memory.
import { existsSync } from "node:fs";
import config from "../playwright.config.js";
import { STREET, email, missedBin, pothole } from "../support/journeys.js";
import { Memory } from "../support/memory.js";
import { SEND, type Resident } from "../support/page.js";
import { phrase } from "../support/phrases.js";
import { expect, test } from "../support/test.js";

// Chromium's headless shell keeps no page in memory.
const whole = process.env.DOORSTEP_WHOLE_BROWSER ?? "/usr/bin/chromium";
test.use({
  launchOptions: {
    ...config.use?.launchOptions,
    executablePath: whole,
    ignoreDefaultArgs: ["--disable-back-forward-cache"],
  },
});
test.skip(!existsSync(whole), `${whole} is missing, and the headless shell keeps no page in memory`);

const NAME = "Ada Hollowcask";

/** Goes back to the first page, and expects nothing of what was typed on any. */
async function expectNothingBehind(memory: Memory, ...typed: string[]): Promise<string[]> {
  const headings: string[] = [];
  while ((await memory.back()) !== undefined) {
    const seen = await memory.seen();
    for (const text of typed) expect(seen).not.toContain(text);
    headings.push(await memory.heading());
  }
  return headings;
}

/** A missed bin up to its last page, with a mistake on the way and text that is not submitted. */
async function fillIn(resident: Resident, address: string): Promise<void> {
  await missedBin.until(resident, "contact");
  await resident.at("How can we contact you?");
  await resident.type(/^Email address/, "not an address");
  await resident.pressContinue();
  await expect(resident.page.locator(".govuk-error-summary")).toBeVisible();
  await resident.type(/^Full name/, NAME);
  await resident.type(/^Email address/, address);
}

async function cancel(resident: Resident): Promise<void> {
  await resident.follow("Cancel this report");
  await resident.at("Do you want to cancel this report?");
  await resident.press("Yes, cancel and delete my answers");
}

test("the browser of these tests keeps pages in memory", async ({ resident }) => {
  const memory = await Memory.of(resident.page);
  // A busy machine may flush the cache.
  await expect(async () => {
    await resident.open("/services");
    await resident.open("/privacy");
    expect(await memory.back()).toBe("BackForwardCacheRestore");
  }).toPass({ timeout: 60_000 });
  expect(await memory.heading()).toBe("All services");
});

test("cancelling asks once, and going back from the question keeps the answers", async ({ resident }) => {
  await fillIn(resident, email("stays"));
  await resident.follow("Cancel this report");
  await resident.at("Do you want to cancel this report?");
  await resident.follow("No, go back");
  await resident.at("How can we contact you?");
  // Without a script, what was not submitted is not kept; the pages before it are.
  if (resident.mode === "javascript") await expect(resident.page.getByLabel(/^Full name/)).toHaveValue(NAME);
  await resident.back();
  await resident.at("Did the crew give a reason?");
});

test("Back after cancelling shows nothing that was typed", async ({ resident }) => {
  const memory = await Memory.of(resident.page);
  const address = email("leaves");
  await fillIn(resident, address);
  await cancel(resident);
  await resident.at("You have cancelled, and your answers are deleted");
  if (resident.scripted) {
    expect(await resident.page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(NAME);
  }
  const headings = await expectNothingBehind(memory, NAME, address, STREET, "ME13 9ZB", "not an address");
  expect(headings).toContain("Your answers have been cleared");
});

test("Back after sending shows the request and not the form", async ({ resident }) => {
  const memory = await Memory.of(resident.page);
  await pothole.until(resident);
  await resident.press(SEND);
  await resident.expectConfirmation();
  const request = /^(We have your|Your road fault) report$/;
  await memory.back();
  expect(await memory.heading()).toMatch(request);
  // The pages of the form lead to the request, which this browser may read.
  while ((await memory.back()) !== undefined) {
    const heading = await memory.heading();
    expect(heading).not.toBe("Check your answers");
    if (!request.test(heading)) expect(await memory.seen()).not.toContain("Headcorn");
  }
});

test("Back after finishing shows nothing of the request or of another form", async ({ resident }) => {
  const memory = await Memory.of(resident.page);
  await pothole.until(resident);
  await resident.press(SEND);
  await resident.expectConfirmation();
  const request = resident.page.url();
  await missedBin.until(resident, "bins");
  await resident.at("Which bins did we not empty?");
  await resident.open(request);
  await resident.press("Finish and close this request");
  await resident.at("Find a request", "finished");
  const headings = await expectNothingBehind(memory, "Headcorn", STREET);
  expect(headings).not.toContain("We have your report");
});

test("another tab of a cancelled form shows nothing more, or refuses its press", async ({ resident }) => {
  await missedBin.until(resident, "assisted");
  await resident.at("Do you have an assisted collection?");
  await resident.choose("Yes");
  await resident.type("Where are the bins kept?", "Under the stairs of the shared hall");
  const other = await resident.tab();
  await other.open(resident.page.url());
  await cancel(other);
  await other.at("You have cancelled, and your answers are deleted");
  // With a script the tab blanks itself; without one, its press is refused with the reason.
  if (!resident.scripted) await resident.pressContinue();
  await expect(resident.page.locator("h1")).toHaveText("Your answers have been cleared");
  await resident.at("Your answers have been cleared");
  await expect(resident.page.getByRole("main")).toContainText(phrase("page-missing-unsent"));
  await expect(resident.page.locator("body")).not.toContainText("stairs");
  await resident.press("Start again");
  await resident.page.locator(".govuk-button--start").click();
  await resident.at("Which address has the missed bin?");
  await expect(resident.page.getByLabel("Postcode")).toHaveValue("");
});
