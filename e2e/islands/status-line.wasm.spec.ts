// The status line of the island: seen first, heard once, and in nobody's way.
import { pothole } from "../support/journeys.js";
import { phrase } from "../support/phrases.js";
import type { Resident } from "../support/page.js";
import { expect, test } from "../support/test.js";

/** Whether the status line covers a part of what has focus. */
const covers = (resident: Resident): Promise<boolean> =>
  resident.page.evaluate(() => {
    const [line, focused] = [document.querySelector(".app-journey-status"), document.activeElement];
    if (line === null || focused === null) throw new Error("there is no status line");
    const [over, under] = [line.getBoundingClientRect(), focused.getBoundingClientRect()];
    return over.height > 0 && under.top < over.bottom - 1 && under.bottom > over.top + 1;
  });

test("the news of a lost connection is the strongest element of the page", async ({ resident }) => {
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  await resident.page.context().setOffline(true);
  const line = resident.page.locator(".app-journey-status__text");
  await expect(line).toHaveText(phrase("journey-offline"));
  const look = await line.evaluate((element) => {
    const { color, backgroundColor, fontWeight } = getComputedStyle(element);
    return { color, backgroundColor, fontWeight };
  });
  expect(look).toEqual({ color: "rgb(255, 255, 255)", backgroundColor: "rgb(11, 12, 12)", fontWeight: "700" });
  await resident.at("Where exactly is it?", "offline");
  await resident.page.context().setOffline(false);
  await expect(line).toHaveText(phrase("journey-online"));
  await expect(line).not.toHaveCSS("background-color", "rgb(11, 12, 12)");
});

test("a message that sticks never covers what has focus", async ({ resident }) => {
  const { page } = resident;
  await page.setViewportSize({ width: 390, height: 700 });
  await pothole.until(resident, "contact");
  await resident.at("How can we contact you?");
  // The focus is at the top of the window when the message appears.
  const email = page.getByLabel(/^Email address/);
  await email.focus();
  await email.evaluate((element) => window.scrollTo(0, element.getBoundingClientRect().top + window.scrollY - 4));
  await page.context().setOffline(true);
  await expect(page.locator(".app-journey-status")).toContainText(phrase("journey-offline"));
  await expect.poll(() => covers(resident)).toBe(false);
  // After a link of the error summary, and on the way back to it.
  await email.fill("nobody");
  await resident.pressContinue();
  await page.locator(".govuk-error-summary").getByRole("link").click();
  await expect(email).toBeFocused();
  expect(await covers(resident)).toBe(false);
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  for (let step = 0; step < 5; step += 1) {
    await page.keyboard.press("Shift+Tab");
    expect(await covers(resident), `step ${step}`).toBe(false);
  }
  await page.context().setOffline(false);
});

test("a banner that leaves gives its focus to the heading", async ({ resident }) => {
  const { page } = resident;
  const banner = page.locator(".govuk-notification-banner");
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  await page.context().setOffline(true);
  await resident.follow("Cancel this report");
  await expect(banner).toBeFocused();
  await page.context().setOffline(false);
  await expect(banner).toHaveCount(0);
  await expect(page.locator("h1")).toBeFocused();
  // Focus that is elsewhere stays there.
  await page.context().setOffline(true);
  await resident.follow("Cancel this report");
  await expect(banner).toBeFocused();
  const place = page.getByLabel("Where exactly is it?");
  await place.focus();
  await page.context().setOffline(false);
  await expect(banner).toHaveCount(0);
  await expect(place).toBeFocused();
});
