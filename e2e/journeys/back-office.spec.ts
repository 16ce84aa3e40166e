// Both halves of the demonstration: what a resident sends is read and answered in the back office,
// and what is answered there is on the resident's page. The back office is one of this spec's own,
// which reports nothing by itself.
import { expectAccessible } from "../support/a11y.js";
import { Deployment } from "../support/deployment.js";
import { missedBin } from "../support/journeys.js";
import { Resident } from "../support/page.js";
import { expect, test } from "../support/test.js";

let deployment: Deployment | undefined;

test.beforeAll(async () => {
  deployment = await Deployment.build();
  deployment.runCommand("import-addresses", "server/demo/addresses.csv");
  await deployment.serveBackOffice();
  await deployment.serve();
});
test.afterAll(async () => {
  await deployment?.close();
});

/** No page of the back office needs sideways scrolling, on a phone or a desktop. */
async function expectToFit(clerk: Resident): Promise<void> {
  for (const [width, height] of [[390, 844], [1280, 900]] as const) {
    await clerk.page.setViewportSize({ width, height });
    const size = await clerk.page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(size[0], `${clerk.page.url()} at ${width} pixels`).toBeLessThanOrEqual(size[1] ?? 0);
  }
}

test("a request is read in words and answered, and the resident reads the answers", async ({ resident: { page, mode }, stranger: clerk }) => {
  const resident = new Resident(page, mode, deployment?.port);
  await missedBin.until(resident, "check");
  await resident.press(/^Send/);
  const reference = await resident.expectConfirmation();
  const office = clerk.page.getByRole("main");
  const section = clerk.page.locator("section");

  await test.step("the back office lists it and shows its answers in words", async () => {
    await clerk.open(`http://127.0.0.1:${deployment?.office}/`);
    await clerk.at("Demonstration back office");
    await expect(async () => {
      await clerk.follow("Show new");
      await expect(office).toContainText(reference, { timeout: 200 });
    }).toPass({ timeout: 20_000 });
    await expectToFit(clerk);
    await office.getByRole("listitem").filter({ hasText: reference }).getByRole("link").click();
    await expect(clerk.page.locator("h1")).toContainText(reference);
    for (const words of ["Rubbish", "Food waste", "1 Cobnut Close", "ME13 9ZB"]) await expect(office).toContainText(words);
    await expectAccessible(clerk.page, mode, "a request in the back office");
    await expectToFit(clerk);
  });

  await test.step("work starts, and a double click starts it once", async () => {
    await clerk.button("Start work").dblclick();
    await expect(section.locator(".status")).toHaveText("In progress");
    // The page does not change by itself.
    await expect(async () => {
      await clerk.follow("Show new");
      await expect(section.getByText("Doorstep answered 204")).toHaveCount(1, { timeout: 200 });
    }).toPass({ timeout: 20_000 });
    await resident.waitForStatus("In progress");
    await expect(resident.timeline()).toHaveText(["In progress", "Accepted", "Received"]);
  });

  await test.step("a question is read by the resident", async () => {
    await clerk.type("What the resident is asked", "Is it the <brown> bin?");
    await clerk.press("Ask the resident");
    await expect(section.locator(".status")).toHaveText("Waiting for the resident");
    await resident.page.reload();
    await expect(resident.page.getByRole("main")).toContainText("Is it the <brown> bin?");
  });

  await test.step("a lie changes nothing, and the page says what to look for", async () => {
    await clerk.follow("All requests");
    await clerk.choose("A lie: with a wrong signature");
    await clerk.press("Behave like this");
    await expect(office).toContainText("On the resident’s page: nothing changes.");
    await expectAccessible(clerk.page, mode, "misbehaving");
    await office.getByRole("listitem").filter({ hasText: reference }).getByRole("link").click();
    await clerk.press("Finish");
    await expect(section).toContainText("Doorstep answered 401 wrong-signature");
    await expect(section.locator(".status")).toHaveText("Waiting for the resident");
    await resident.page.reload();
    await expect(resident.timeline()).toHaveCount(4);
    await clerk.follow("Change how it behaves");
    await clerk.choose("The truth");
    await clerk.press("Behave like this");
    await expect(office).not.toContainText("On the resident’s page");
  });

  await test.step("it ends with a note, and then has no buttons", async () => {
    await office.getByRole("listitem").filter({ hasText: reference }).getByRole("link").click();
    await clerk.type("What the resident reads when it is finished", "We emptied it at noon.");
    await clerk.press("Finish");
    await expect(section.locator(".status")).toHaveText("Done");
    await expect(clerk.page.locator("button")).toHaveCount(0);
    await resident.waitForStatus("Done");
    await expect(resident.page.getByRole("main")).toContainText("We emptied it at noon.");
  });
});
