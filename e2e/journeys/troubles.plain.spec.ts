// Failures in the middle of a form: too much input, too many requests, a locked or damaged store.
// Uses servers with unusual settings, so that other specs are not affected.
import { pothole } from "../support/journeys.js";
import { Resident } from "../support/page.js";
import { House } from "../support/server.js";
import { expect, test } from "../support/test.js";

let house: House | undefined;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  house = await House.build({ DOORSTEP__HTTP__BODY_LIMIT: "16384", DOORSTEP__LIMITS__SESSION_BURST: "12", DOORSTEP__LIMITS__SESSION_PER_MINUTE: "1" });
  await house.serve();
});
test.afterAll(async () => {
  await house?.close();
});

/** The page explains the problem and offers help: a way out and a number to ring. */
async function helped(resident: Resident, status: number, heading: string, says: string): Promise<void> {
  await expect(resident.page.locator("h1")).toHaveText(heading);
  expect(resident.status).toBe(status);
  await resident.at(heading, String(status));
  const main = resident.page.getByRole("main");
  await expect(main).toContainText(says);
  await expect(main.getByRole("link", { name: "See all services" })).toBeVisible();
  await expect(main.getByRole("link", { name: "01632 960 101", exact: true })).toHaveAttribute("href", /^tel:/);
}

test("too much is 413 and too often 429; going back, nothing that was typed is lost", async ({ resident: { page, mode } }) => {
  const resident = new Resident(page, mode, house?.port);
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  // Six bytes each when URL-encoded.
  await resident.type("Where exactly is it?", "Ŵ".repeat(2800));
  await resident.goOn();
  await helped(resident, 413, "That is too much to send at once", "Nothing has been sent.");
  await page.goBack();
  await resident.at("Where exactly is it?");
  await resident.type("Where exactly is it?", "High Street, Headcorn");
  await resident.goOn();
  await resident.at("How big is the damage?");
  // Every submission is a write; here a session may make twelve.
  for (let presses = 0; presses < 12 && resident.status !== 429; presses += 1) {
    await resident.goOn();
    await expect(page.locator("h1")).toHaveText(/How big is the damage\?|You have tried too many times/);
  }
  await helped(resident, 429, "You have tried too many times", "then try again. Nothing you sent before is lost.");
});

test.describe("a store that cannot be used", () => {
  test.use({ provoked: /^500 at / });

  test("held, it is 503 with everything that was typed; broken, it is 500", async ({ resident: { page, mode } }) => {
    const resident = new Resident(page, mode, house?.port);
    const main = page.getByRole("main");
    await pothole.until(resident, "place");
    await resident.at("Where exactly is it?");
    await resident.type("Where exactly is it?", "Mill Lane, by the bridge");
    const release = await house?.lock();
    try {
      await resident.goOn();
      await expect(main).toContainText("We could not save this page");
      expect(resident.status).toBe(503);
      await resident.at("Where exactly is it?", "503");
      await expect(page.getByLabel("Where exactly is it?")).toHaveValue("Mill Lane, by the bridge");
    } finally {
      await release?.();
    }
    await resident.goOn();
    await resident.at("How big is the damage?");
    house?.damage();
    await resident.choose("Deeper than a tennis ball", "Bigger than a dustbin lid");
    await resident.goOn();
    await helped(resident, 500, "Sorry, something went wrong", "This is our mistake, not yours.");
    await page.goto(page.url());
    await helped(resident, 500, "Sorry, something went wrong", "Try again in a few minutes.");
  });
});
