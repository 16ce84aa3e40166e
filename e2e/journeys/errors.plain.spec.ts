// Failures in the middle of a form: too much input, too many requests, a locked or damaged store.
// Uses servers with unusual settings, so that other specs are not affected.
import { pothole } from "../support/journeys.js";
import { Resident } from "../support/page.js";
import { Deployment } from "../support/deployment.js";
import { expect, test } from "../support/test.js";

let deployment: Deployment | undefined;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  deployment = await Deployment.build({ DOORSTEP__HTTP__BODY_LIMIT: "16384", DOORSTEP__LIMITS__SESSION_BURST: "12", DOORSTEP__LIMITS__SESSION_PER_MINUTE: "1" });
  await deployment.serve();
});
test.afterAll(async () => {
  await deployment?.close();
});

/** The page explains the problem and offers help: a way out and a number to ring. */
async function expectHelp(resident: Resident, status: number, heading: string, text: string): Promise<void> {
  await expect(resident.page.locator("h1")).toHaveText(heading);
  expect(resident.status).toBe(status);
  await resident.at(heading, String(status));
  const main = resident.page.getByRole("main");
  await expect(main).toContainText(text);
  await expect(main.getByRole("link", { name: "See all services" })).toBeVisible();
  await expect(main.getByRole("link", { name: "01632 960 101", exact: true })).toHaveAttribute("href", /^tel:/);
}

test("an oversized body is 413 and a rate limit 429, and Back keeps the input", async ({ resident: { page, mode } }) => {
  const resident = new Resident(page, mode, deployment?.port);
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  // Six bytes each when URL-encoded.
  await resident.type("Where exactly is it?", "Ŵ".repeat(2800));
  await resident.pressContinue();
  await expectHelp(resident, 413, "That is too much to send at once", "Nothing has been sent.");
  await page.goBack();
  await resident.at("Where exactly is it?");
  await resident.type("Where exactly is it?", "High Street, Headcorn");
  await resident.pressContinue();
  await resident.at("How big is the damage?");
  // Every submission is a write; here a session may make twelve.
  for (let count = 0; count < 12 && resident.status !== 429; count += 1) {
    await resident.pressContinue();
    await expect(page.locator("h1")).toHaveText(/How big is the damage\?|You have tried too many times/);
  }
  await expectHelp(resident, 429, "You have tried too many times", "then try again. Nothing you sent before is lost.");
});

test.describe("an unusable store", () => {
  test.use({ expectedErrors: /^500 at / });

  test("locked is 503 with the input kept; damaged is 500", async ({ resident: { page, mode } }) => {
    const resident = new Resident(page, mode, deployment?.port);
    const main = page.getByRole("main");
    await pothole.until(resident, "place");
    await resident.at("Where exactly is it?");
    await resident.type("Where exactly is it?", "Mill Lane, by the bridge");
    const release = await deployment?.lock();
    try {
      await resident.pressContinue();
      await expect(main).toContainText("We could not save this page");
      expect(resident.status).toBe(503);
      await resident.at("Where exactly is it?", "503");
      await expect(page.getByLabel("Where exactly is it?")).toHaveValue("Mill Lane, by the bridge");
    } finally {
      await release?.();
    }
    await resident.pressContinue();
    await resident.at("How big is the damage?");
    deployment?.damage();
    await resident.choose("Deeper than a tennis ball", "Bigger than a dustbin lid");
    await resident.pressContinue();
    await expectHelp(resident, 500, "Sorry, something went wrong", "This is our mistake, not yours.");
    await page.goto(page.url());
    await expectHelp(resident, 500, "Sorry, something went wrong", "Try again in a few minutes.");
  });
});
