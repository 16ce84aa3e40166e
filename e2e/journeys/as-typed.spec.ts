// What people type, and what browsers type for them, means the same to the page as to them.
import { day } from "../support/environment.js";
import { councilTax, missedBin } from "../support/journeys.js";
import { SEND } from "../support/page.js";
import { expect, test } from "../support/test.js";

test("only the person’s own details are offered to the browser", async ({ resident }) => {
  const tokens = async () => {
    const fields = await resident.page.locator("main form input[autocomplete]").all();
    return Promise.all(fields.map((field) => field.getAttribute("autocomplete")));
  };
  await councilTax.until(resident, "role");
  await resident.at("Which of these are you?");
  // The tenant is not the landlord whose browser this is.
  expect(await tokens()).toEqual(["off"]);
  await councilTax.from(resident, "role", "old");
  await resident.at("What is the old address?");
  expect(await tokens()).toEqual([]);
  await resident.press("Enter the address yourself");
  await expect(resident.page.getByLabel("Address line 1")).toBeVisible();
  expect(await tokens()).toEqual([]);
  await resident.press("Find the address by postcode");
  await councilTax.from(resident, "old", "account");
  await resident.at("What is the council tax account number? (optional)");
  const account = resident.page.getByLabel("What is the council tax account number? (optional)");
  await expect(account).toHaveAttribute("inputmode", "numeric");
  await expect(account).toHaveAttribute("spellcheck", "false");
  await expect(account).toHaveAttribute("autocorrect", "off");
  await account.fill("abc!!");
  await resident.pressContinue();
  await resident.expectErrors({
    text: "Enter the council tax account number as it is on the bill, like 30123456, or leave it blank",
    field: "account_number",
  });
  await account.fill("3012 3456");
  await resident.pressContinue();
  await resident.at("Your details");
  expect(await tokens()).toEqual(["name", "email", "tel"]);
});

test("a day is chosen with one press, and check answers shows its date", async ({ resident }) => {
  await missedBin.until(resident, "date");
  await resident.at("When should we have collected?");
  const field = resident.page.getByLabel("Day", { exact: true });
  await (resident.scripted ? expect(field).toBeHidden() : expect(field).toBeVisible());
  await resident.choose("Another day");
  await expect(field).toBeVisible();
  await expect(resident.page.locator("#missed_on-hint")).toHaveText(/^For example, \d{1,2} \d{1,2} \d{4}$/);
  await resident.choose("Yesterday");
  await resident.pressContinue();
  await missedBin.from(resident, "assisted");
  const yesterday = day(-1);
  const month = new Intl.DateTimeFormat("en-GB", { month: "long" }).format(new Date(2000, Number(yesterday.month) - 1));
  await expect(resident.answer("Collection date")).toHaveText(`${yesterday.day} ${month} ${yesterday.year}`);
  await resident.change("Collection date");
  await resident.at("When should we have collected?");
  await expect(resident.page.getByLabel("Yesterday", { exact: true })).toBeChecked();
  await expect(field).toHaveValue("");
});

test("the count under a field is the one that decides", async ({ resident }) => {
  const LIMIT = 200;
  await missedBin.until(resident, "assisted");
  await resident.at("Do you have an assisted collection?");
  await resident.choose("Yes");
  const field = resident.page.getByLabel("Where are the bins kept?");
  const count = resident.page.locator(".govuk-character-count__status");
  // Emoji of one and of five characters, a combining accent, a line end, and a soft hyphen that
  // means nothing.
  const odd = "🙂 👨\u200d👩\u200d👧\ne\u0301\u{ad}";
  const counted = [...odd].length - 1;
  const exact = "x".repeat(LIMIT - counted) + odd;
  await field.fill(`  ${exact}x \n`);
  if (resident.scripted) await expect(count).toHaveText("You have 1 character too many");
  await resident.pressContinue();
  await resident.expectErrors({ text: "Where the bins are kept must be 200 characters or less", field: "bins_kept" });
  await field.fill(`  ${exact} \n`);
  if (resident.scripted) await expect(count).toHaveText("You have 0 characters remaining");
  await resident.pressContinue();
  await missedBin.from(resident, "reason", "contact");
});

test("a letter for a digit in a postcode is read, or asked about with a way to answer", async ({ resident }) => {
  await missedBin.until(resident, "address");
  await resident.at(/^Which address/);
  await resident.type("Postcode", "MEI3 9ZB");
  await resident.press("Find address");
  await expect(resident.page.getByRole("main")).toContainText("You entered MEI3 9ZB. We read it as ME13 9ZB.");
  await resident.press("Search for another postcode");
  await resident.type("Postcode", "ME1O 9ZA");
  await resident.press("Find address");
  await resident.expectErrors({ text: "Check the postcode. Do you mean ME10 9ZA?", field: "address-postcode" });
  await expect(resident.page.getByLabel("Postcode")).toHaveValue("ME1O 9ZA");
  // Enter looks up what is typed: it does not accept the suggestion.
  await resident.page.getByLabel("Postcode").press("Enter");
  await resident.expectErrors({ text: "Check the postcode. Do you mean ME10 9ZA?", field: "address-postcode" });
  await resident.press("Use ME10 9ZA");
  await expect(resident.page.getByRole("main")).toContainText("addresses found for ME10 9ZA");
});

test("an address cut out of a mail leads to its page", async ({ resident }) => {
  for (const path of ["/Services/Missed-Bin", "/services/missed-bin).", "/services/missed-bin%20"]) {
    await resident.open(path);
    await resident.at("Report a missed bin");
    expect(new URL(resident.page.url()).pathname).toBe("/services/missed-bin");
  }
  await resident.open("/Services?q=bin&q=bin");
  await resident.at("All services");
});

test("a copied reference is readable where it is pasted", async ({ resident }) => {
  await missedBin.until(resident);
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  const shown = resident.page.locator(".govuk-panel .app-reference");
  // One press selects it, with nothing before or after it.
  await shown.click();
  const selected = await resident.page.evaluate(() => getSelection()?.toString());
  expect(selected).toBe(reference);
  // White text takes its background along.
  const [text, background] = await shown.evaluate((element) => {
    const style = getComputedStyle(element);
    return [style.color, style.backgroundColor];
  });
  expect(background).not.toBe("rgba(0, 0, 0, 0)");
  expect(background).not.toBe(text);
});
