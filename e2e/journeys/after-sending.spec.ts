// What a resident reads after sending: what was sent, by when, and what to do at the end.
import { STREET, email, missedBin } from "../support/journeys.js";
import { SEND } from "../support/page.js";
import { expect, test } from "../support/test.js";
import { phrase } from "../support/phrases.js";

const BY = /We aim to come back by [MTWF]\w+day \d+ \w+ 20\d\d\./;

test("the deadline stands directly below the reference, and a done request offers only what applies", async ({ resident }) => {
  const { page } = resident;
  await missedBin.until(resident, "contact");
  await resident.at("How can we contact you?");
  await resident.type("Email address (optional)", email("after"));
  await resident.pressContinue();
  await missedBin.from(resident, "check");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  const main = page.getByRole("main");
  await expect(page.locator(".govuk-panel + p")).toHaveText(BY);
  await expect(main).toContainText(STREET);
  expect(await page.title()).not.toContain(STREET);
  const code = page.locator(".app-keep__code");
  await expect(code).toBeHidden();
  await page.getByText(phrase("page-sent-tracking-show")).click();
  await expect(code).toBeVisible();

  await resident.waitForStatus("Done");
  await resident.at("Your missed bin report", "done");
  await expect(main).toContainText("Swale Borough Council: done");
  await expect(main).toContainText("Your report is closed.");
  for (const gone of [phrase("page-sent-next"), "We aim to come back", phrase("page-request-call")]) {
    await expect(main).not.toContainText(gone);
  }
  const part = page.locator(".app-part");
  await expect(part.locator(".app-phone__number")).toBeHidden();
  await part.getByText(phrase("status-not-sorted")).click();
  await expect(part.locator(".app-phone__number")).toBeVisible();
  await expect(part.getByRole("link", { name: /@/ })).toHaveAttribute("href", new RegExp(`\\?subject=${reference}$`));
});

test("the panel is readable where it is pasted", async ({ resident }) => {
  await missedBin.until(resident);
  await resident.press(SEND);
  await resident.expectConfirmation();
  // What is copied takes its colour along, but not always its background: it must be dark enough for
  // white paper.
  const dark = await resident.page.locator(".govuk-panel").evaluate((panel) => {
    const channels = (element: Element) => getComputedStyle(element).color.match(/[\d.]+/g)?.slice(0, 3).map(Number) ?? [];
    return [panel, ...panel.querySelectorAll("*")].every((element) => channels(element).every((channel) => channel < 90));
  });
  expect(dark).toBe(true);
});
