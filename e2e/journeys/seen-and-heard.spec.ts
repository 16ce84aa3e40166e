// What a page says is where people look and listen.
import { expectAccessible } from "../support/a11y.js";
import { missedBin } from "../support/journeys.js";
import { expect, test } from "../support/test.js";

test("after a look-up the heading says what was found, and has the focus", async ({ resident, mode }) => {
  const { page } = resident;
  const heading = page.locator("h1");
  await resident.begin("missed-bin");
  for (const [postcode, found, again] of [
    ["ME13 9ZB", /^\d+ addresses found\sfor\sME13\s9ZB$/, "Search for another postcode"],
    ["TN1 9ZA", /^\d+ addresses found\sfor\sTN1\s9ZA$/, "Search for another postcode"],
    ["ME14 9ZQ", "No addresses found for ME14 9ZQ", "Find the address by postcode"],
  ] as const) {
    await resident.at("Which address has the missed bin?");
    await resident.type("Postcode", postcode);
    await resident.press("Find address");
    await expect(heading).toHaveText(found);
    await expect(heading).toBeFocused();
    await expect(page.getByRole("main")).toContainText("Which address has the missed bin?");
    // A title stays in the history of a shared computer.
    await expect(page).not.toHaveTitle(new RegExp(postcode));
    await resident.ready();
    await expectAccessible(page, mode, `found for ${postcode}`);
    await resident.press(again);
  }
});

test("the error of a date is heard at the field that is wrong, once", async ({ resident }) => {
  const { page } = resident;
  const field = (name: string) => page.getByLabel(name, { exact: true });
  await missedBin.until(resident, "date");
  await resident.at("When should we have collected?");
  const groups = page.getByRole("group");
  for (const [date, text, wrong, right] of [
    [{ day: "31", month: "2", year: "2026" }, "The collection date must be a real date", ["Day"], ["Month", "Year"]],
    [{ day: "3", month: "2", year: "" }, "The collection date must include a year", ["Year"], ["Day", "Month"]],
    [{ day: "", month: "2", year: "" }, "The collection date must include a day and a year", ["Day", "Year"], ["Month"]],
    [{ day: "1", month: "1", year: "2199" }, "The collection date must be today or in the past", ["Day", "Month", "Year"], []],
  ] as const) {
    await resident.date(date);
    await resident.pressContinue();
    await expect(page.locator(".govuk-error-summary")).toContainText(text);
    for (const [place, name] of wrong.entries()) {
      await expect(field(name)).toHaveAttribute("aria-invalid", "true");
      await expect(field(name)).toHaveAccessibleDescription(place === 0 ? `Error: ${text}` : "");
    }
    for (const name of right) {
      await expect(field(name)).not.toHaveAttribute("aria-invalid");
      await expect(field(name)).toHaveAccessibleDescription("");
    }
    for (const group of await groups.all()) await expect(group).not.toHaveAccessibleDescription(new RegExp(text));
  }
});
