import { HOME, STREET, missedBin, email } from "../support/journeys.js";
import { day, siteUrl, effects, mails } from "../support/environment.js";
import { expect, test } from "../support/test.js";
import { phrase } from "../support/phrases.js";
import { SEND } from "../support/page.js";

const REQUIRED = "Select the day we should have collected, or enter its date";

test("a missed bin is reported, delivered and followed until done", async ({ resident }) => {
  const address = email("bin");
  await missedBin.until(resident, "contact");
  await resident.at("How can we contact you?");
  await resident.type("Full name (optional)", "Cari Example");
  await resident.type("Email address (optional)", address);
  await resident.pressContinue();
  await missedBin.from(resident, "check");
  await expect(resident.answer("Address")).toContainText(HOME);
  await expect(resident.answer("Bins missed")).toContainText("Rubbish");
  await expect(resident.answer("Bins missed")).toContainText("Food waste");
  await expect(resident.answer("Full name")).toHaveText("Cari Example");
  await resident.press(SEND);

  const reference = await resident.expectConfirmation();
  await expect(resident.page.locator("main")).toContainText(phrase("page-sent-email"));
  await expect(resident.page.locator("main")).toContainText(/We aim to come back by [MTWF]\w+day \d+ \w+ 20\d\d\./);
  await expect(resident.page.locator("main")).toContainText(/Missed bin: rubbish, food waste, \w+day \d+ \w+, 1 Cobnut Close\. Sent /);
  await expect(resident.page.locator("main")).toContainText("Leave the bins out with the lids closed");
  await expect.poll(() => effects(reference)).toHaveLength(1);
  const [effect] = await effects(reference);
  expect(effect).toMatchObject({ destination: "waste", service: "missed-bin", arrivals: 1 });
  await resident.waitForStatus("Done");
  await expect(resident.timeline()).toHaveText(["Done", "In progress", "Accepted", "Received"]);
  await expect(resident.page.locator("main")).toContainText(effect?.their_reference ?? "nothing");

  await expect.poll(() => mails(reference).length).toBeGreaterThan(0);
  for (const mail of mails(reference)) {
    expect(mail).toContain(address);
    const [subject = ""] = /^Subject:.*(?:\r?\n[ \t].*)*/m.exec(mail) ?? [];
    expect(subject).not.toBe("");
    expect(subject).toContain("missed bin report");
    for (const answer of ["Cari", STREET, "ME13"]) expect(subject).not.toContain(answer);
    expect(mail).not.toContain(STREET);
  }
});

test("without an email address there is a tracking code to print, and no email", async ({ resident }) => {
  await missedBin.until(resident);
  await expect(resident.answer("Email address")).toHaveText("Not answered");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  await expect(resident.page.locator(".app-keep__code")).toHaveText(/^[2-9A-HJKMNP-Z-]+$/);
  await expect(resident.page.locator("main")).not.toContainText(phrase("page-sent-email"));
  await resident.waitForStatus("Done");
  expect(mails(reference)).toEqual([]);
});

test("an error is explained and linked, and the input kept", async ({ resident }) => {
  await missedBin.until(resident, "address");
  await resident.at("Which address has the missed bin?");
  await resident.press("Find address");
  await resident.expectErrors({ text: "Enter the postcode of the address that has the missed bin", field: "address-postcode" });
  await resident.type("Postcode", "ME13");
  await resident.press("Find address");
  await resident.expectErrors({ text: "Enter a full UK postcode, like ME14 9ZA", field: "address-postcode" });
  await expect(resident.page.getByLabel("Postcode", { exact: true })).toHaveValue("ME13");
  await missedBin.from(resident, "address", "date");

  await resident.at("When should we have collected?");
  await resident.pressContinue();
  await resident.expectErrors({ text: REQUIRED, field: "missed_on-when" });
  await resident.choose("Another day");
  await resident.pressContinue();
  await resident.expectErrors({ text: REQUIRED, field: "missed_on-day" });
  // Nothing was typed, so every field is marked.
  await expect(resident.page.locator(".govuk-date-input .govuk-input--error")).toHaveCount(3);
  await resident.date({ day: "31", month: "2", year: day(0).year });
  await resident.pressContinue();
  await resident.expectErrors({ text: "The collection date must be a real date", field: "missed_on-day" });
  await expect(resident.page.getByLabel("Day", { exact: true })).toHaveValue("31");
  await resident.date(day(2));
  await resident.pressContinue();
  await resident.expectErrors({ text: "The collection date must be today or in the past", field: "missed_on-day" });
  await missedBin.from(resident, "date", "assisted");
  await resident.at("Do you have an assisted collection?");
  await expect(resident.page).not.toHaveTitle(/^Error/);
});

test("a conditional question is required with its option and dropped without it", async ({ resident }) => {
  await missedBin.until(resident, "assisted");
  await resident.at("Do you have an assisted collection?");
  await resident.choose("Yes");
  await resident.pressContinue();
  await resident.expectErrors({ text: "Enter where the bins are kept", field: "bins_kept" });
  await resident.type("Where are the bins kept?", "Behind the blue gate");
  await resident.pressContinue();
  // With an assisted collection, the question whether the bins were out is skipped.
  await missedBin.from(resident, "reason");
  await expect(resident.answer("Where are the bins kept?")).toHaveText("Behind the blue gate");
  await resident.change("Assisted collection");
  await resident.at("Do you have an assisted collection?");
  await expect(resident.page.getByLabel("Yes", { exact: true })).toBeChecked();
  await resident.choose("No");
  await resident.pressContinue();
  // The new branch has a question of its own, asked before returning to check answers.
  await missedBin.from(resident, "out", "reason");
  await resident.at("Check your answers");
  await expect(resident.row("Where are the bins kept?")).toHaveCount(0);
  await expect(resident.page.locator("main")).not.toContainText("Behind the blue gate");
});

test("Back goes back page by page with every answer filled in", async ({ resident }) => {
  await missedBin.until(resident, "assisted");
  await resident.at("Do you have an assisted collection?");
  await resident.back();
  await resident.at("When should we have collected?");
  await expect(resident.page.getByLabel("Yesterday", { exact: true })).toBeChecked();
  await resident.back();
  await resident.at("Which bins did we not empty?");
  await expect(resident.page.getByLabel("Food waste")).toBeChecked();
  await expect(resident.page.getByLabel("Recycling")).not.toBeChecked();
  await resident.back();
  await resident.at("Which address has the missed bin?", "chosen");
  await expect(resident.page.locator("main")).toContainText("1 Cobnut Close");
  await resident.pressContinue();
  await resident.at("Which bins did we not empty?");
  // The browser's Back button does the same.
  await resident.page.goBack();
  await resident.at("Which address has the missed bin?", "chosen");
  await resident.page.goForward();
  await resident.at("Which bins did we not empty?");
  await missedBin.from(resident, "bins");
});

test("changing an answer returns to check answers", async ({ resident }) => {
  await missedBin.until(resident);
  await resident.change("Bins missed");
  await resident.at("Which bins did we not empty?");
  await resident.choose("Recycling");
  await resident.pressContinue();
  await resident.at("Check your answers");
  await expect(resident.answer("Bins missed")).toContainText("Recycling");
  await resident.change("Bins missed");
  await resident.at("Which bins did we not empty?");
  await resident.back();
  await resident.at("Check your answers");
});

test("submitting twice creates one request", async ({ resident }) => {
  await missedBin.until(resident);
  const { action, fields } = await resident.form(SEND);
  await resident.button(SEND).dblclick();
  const reference = await resident.expectConfirmation();
  const again = () =>
    resident.page.request.post(siteUrl() + action, {
      form: fields,
      headers: { origin: siteUrl() },
      maxRedirects: 0,
    });
  for (const answer of await Promise.all([again(), again()])) {
    expect(answer.status()).toBe(303);
    expect(answer.headers()["location"]).toBe(new URL(resident.page.url()).pathname);
  }
  await expect.poll(() => effects(reference)).toHaveLength(1);
});

test("two tabs never overwrite each other", async ({ resident }) => {
  await missedBin.until(resident, "date");
  await resident.at("When should we have collected?");
  await resident.back();
  await resident.at("Which bins did we not empty?");
  const other = await resident.tab();
  await other.open(resident.page.url());
  await other.at("Which bins did we not empty?");
  await other.choose("Recycling");
  await other.pressContinue();
  await other.at("When should we have collected?");

  await resident.choose("Garden waste", "Yes");
  await resident.pressContinue();
  const notice = resident.page.locator(".govuk-notification-banner");
  await expect(notice).toContainText("You changed this page in another tab");
  await expect(notice).toContainText("Recycling");
  await expect(notice).toContainText("Garden waste");
  await resident.at("Which bins did we not empty?", "conflict");
  // Nothing has been overwritten.
  await other.page.goto(resident.page.url());
  await expect(other.page.getByLabel("Recycling")).toBeChecked();
  await expect(other.page.getByLabel("Garden waste")).not.toBeChecked();
  await resident.press("Keep what I just typed");
  await resident.at("When should we have collected?");
  await resident.back();
  await resident.at("Which bins did we not empty?");
  await expect(resident.page.getByLabel("Garden waste")).toBeChecked();
});

test("outcomes: too late, tagged, put out late, a blocked road, no subscription", async ({ resident }) => {
  await missedBin.until(resident, "date");
  await resident.at("When should we have collected?");
  await resident.date(day(-20));
  await resident.pressContinue();
  await resident.at("It is too late to report this collection");
  await expect(resident.page.locator("main")).toContainText("for 3 working days after your collection day");
  await expect(resident.page.getByRole("main").getByRole("link", { name: "01632 960 301", exact: true })).toHaveAttribute("href", /^tel:/);
  await resident.back();
  await missedBin.from(resident, "date", "out");
  await resident.at("Were the bins out by 6:30am on collection day?");
  await resident.choose("No");
  await resident.pressContinue();
  await resident.at("We cannot come back for bins that were put out late");
  await resident.back();
  await missedBin.from(resident, "out", "reason");
  await resident.at("Did the crew give a reason?");
  await resident.choose("The crew left a tag or sticker on a bin");
  await resident.pressContinue();
  await resident.at("The crew could not empty a bin with a tag on it");
  await resident.back();
  await resident.at("Did the crew give a reason?");
  await resident.choose("The road was blocked");
  await resident.pressContinue();
  // Swale does not return to a blocked road; no reference is given.
  await resident.at("We already know when a road is blocked");
  await expect(resident.page.locator("main")).toContainText("Nothing has been sent");
});

test("outcome: too early, with the hour from which it can be reported", async ({ resident }) => {
  await resident.begin("missed-bin", "tunbridge-wells.localhost");
  await resident.at("Which address has the missed bin?");
  await resident.address("TN1 9ZB", "1 Chalybeate Street");
  await missedBin.from(resident, "bins", "date");
  await resident.at("When should we have collected?");
  await resident.date(day(0));
  await resident.pressContinue();
  await resident.at(/^(Our crew may still be on the way|We may not be collecting on this day)$/);
  await expect(resident.page.getByRole("main")).toContainText(/you can report (them|it) from 3pm/);
});

test("Maidstone returns to a blocked road, and says so", async ({ resident }) => {
  await resident.begin("missed-bin", "maidstone.localhost");
  await resident.at("Which address has the missed bin?");
  await resident.address("ME17 9ZZ", "The Old Oast");
  await missedBin.from(resident, "bins", "out");
  await resident.at("Were the bins out by 7am on collection day?");
  await resident.choose("Yes");
  await resident.pressContinue();
  await resident.at("Did the crew give a reason?");
  await resident.choose("The road was blocked");
  await resident.pressContinue();
  await resident.at("How can we contact you?");
  await expect(resident.page.locator(".govuk-inset-text")).toContainText("we will come back when the crew can get through");
  await resident.pressContinue();
  await resident.at("Check your answers");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  await expect(resident.page.locator("main")).toContainText("Maidstone Borough Council");
  await expect.poll(() => effects(reference)).toHaveLength(1);
});

test("an unlisted address is typed by hand", async ({ resident }) => {
  await resident.begin("missed-bin", "swale.localhost");
  await resident.at("Which address has the missed bin?");
  await resident.type("Postcode", "ME14 9ZQ");
  await resident.press("Find address");
  await expect(resident.page.locator("h1")).toHaveText("No addresses found for ME14 9ZQ");
  await expect(resident.page.locator("main")).toContainText("We have no addresses for ME14 9ZQ");
  await resident.ready();
  await resident.pressContinue();
  await resident.expectErrors(
    { text: "Enter the first line of the address", field: "address-line1" },
    { text: "Enter the town or city", field: "address-town" },
  );
  await resident.type("Address line 1", "New House");
  await resident.type("Town or city", "Sittingbourne");
  await resident.pressContinue();
  await resident.at("Which council collects the bins at this address?");
  await resident.choose("Swale Borough Council");
  await resident.pressContinue();
  await missedBin.from(resident, "bins");
  await expect(resident.answer("Address")).toContainText("New House");
});

test("changing to a borough with another collection hour asks again whether the bins were out", async ({ resident }) => {
  await missedBin.until(resident);
  await expect(resident.answer("Out by 6:30am")).toHaveText("Yes");
  await resident.change("Address");
  await resident.at("Which address has the missed bin?", "chosen");
  await resident.press("Change the address");
  await resident.address("ME17 9ZZ", "The Old Oast");
  await resident.at("Were the bins out by 7am on collection day?");
  await expect(resident.page.locator(".govuk-notification-banner")).toContainText("We need to ask this again");
  // "Yes" to half past six does not answer the question about seven.
  await expect(resident.page.getByRole("radio", { checked: true })).toHaveCount(0);
  await resident.pressContinue();
  await resident.expectErrors({ text: "Select yes if the bins were out by 7am", field: "out_in_time" });
  await resident.choose("Yes");
  await resident.pressContinue();
  await resident.at("Check your answers");
  await expect(resident.answer("Out by 7am")).toHaveText("Yes");
  await expect(resident.answer("Bins missed")).toContainText("Food waste");
  await resident.press(SEND);
  await resident.expectConfirmation();
  await expect(resident.page.locator("main")).toContainText("Maidstone Borough Council");
});

test("Back from an invalid change returns to check answers unchanged", async ({ resident }) => {
  await missedBin.until(resident);
  const before = await resident.answer("Collection date").innerText();
  await resident.change("Collection date");
  await resident.at("When should we have collected?");
  await resident.date({ ...day(-1), year: "26" });
  await resident.pressContinue();
  await resident.expectErrors({ text: "Year must include 4 numbers", field: "missed_on-year" });
  await expect(resident.page.getByLabel("Year", { exact: true })).toHaveValue("26");
  await resident.back();
  await resident.at("Check your answers");
  await expect(resident.answer("Collection date")).toHaveText(before);
});

test("a postcode in two councils asks which one, and the Enter key continues", async ({ resident }) => {
  await resident.begin("missed-bin");
  await resident.at("Which address has the missed bin?");
  await resident.type("Postcode", "ME9 9ZX");
  await resident.page.keyboard.press("Enter");
  await resident.press("The address is not listed");
  await resident.type("Address line 1", "The New House");
  await resident.page.keyboard.press("Enter");
  await resident.expectErrors({ text: "Enter the town or city", field: "address-town" });
  await expect(resident.page.getByLabel("Address line 1")).toHaveValue("The New House");
  await resident.type("Town or city", "Stockbury");
  await resident.page.keyboard.press("Enter");
  await resident.at("Which council collects the bins at this address?");
  await expect(resident.page.locator(".govuk-radios__label")).toHaveText([
    "Maidstone Borough Council",
    "Swale Borough Council",
    "Another council, or I am not sure",
  ]);
  await resident.choose("Another council, or I am not sure");
  await resident.pressContinue();
  await resident.at("We cannot tell which council collects these bins");
  // The councils its postcode lies in, each with its own line.
  await expect(resident.page.getByRole("main").locator(".app-phone__number")).toHaveText(["01632 960 201", "01632 960 301"]);
  await resident.back();
  await resident.at("Which council collects the bins at this address?");
  await resident.choose("Maidstone Borough Council");
  await resident.pressContinue();
  await missedBin.from(resident, "bins", "out");
  await resident.at("Were the bins out by 7am on collection day?");
  await resident.choose("Yes");
  await resident.pressContinue();
  await missedBin.from(resident, "reason");
  await expect(resident.answer("Council")).toHaveText("Maidstone Borough Council");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  await expect(resident.page.locator("main")).toContainText("Maidstone Borough Council");
  await expect.poll(() => effects(reference)).toHaveLength(1);
});
