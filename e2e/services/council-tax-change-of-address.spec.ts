import { councilTax, email } from "../support/journeys.js";
import { day, siteUrl, effects, mails, pagesOf } from "../support/environment.js";
import { expect, test } from "../support/test.js";
import { SEND } from "../support/page.js";

test("a move between two boroughs is one request in two parts, each with its own status and notice", async ({ resident }) => {
  const address = email("move");
  await councilTax.until(resident, "contact");
  await resident.at("Your details");
  await resident.type("Full name", "Ada Example");
  await resident.type("Email address (optional)", address);
  await resident.pressContinue();
  await councilTax.from(resident, "declaration");
  await resident.change("One adult at the new address");
  await resident.at("Who is moving?");
  await resident.choose("Yes");
  await resident.pressContinue();
  // Two adults are moving.
  await resident.at("How many adults will live at the new address?");
  await resident.press("Only one of them will live there");
  await resident.at("Check your answers");
  await expect(resident.answer("How many adults will live at the new address?")).toHaveText("Only one of them will live there");
  await expect(resident.answer("Old address")).toContainText("1 Cobnut Close");
  await expect(resident.answer("New address")).toContainText("3 Papermaker Lane");
  await expect(resident.answer("Adults who are moving")).toContainText("Ben Example");
  const main = resident.page.getByRole("main");
  await expect(main).toContainText("send the final council tax bill");
  await expect(main).toContainText("open a council tax account and send the first bill");
  await resident.press(SEND);

  const reference = await resident.expectConfirmation();
  await expect(main).toContainText("Two councils deal with this move: Swale Borough Council and Maidstone Borough Council.");
  await expect(main).toContainText("Swale Borough Council will close the account for the old address");
  // The longest possible confirmation prints on one page, with everything to be kept.
  expect(pagesOf(await resident.page.pdf({ format: "A4" }))).toBe(1);
  await resident.page.emulateMedia({ media: "print" });
  await expect(resident.page.locator(".app-keep__code")).toBeVisible();
  await expect(resident.page.getByText(reference)).toBeVisible();
  await expect(resident.page.getByText("Tell us what you think")).toBeHidden();
  await resident.page.emulateMedia({ media: null });
  await expect.poll(() => effects(reference)).toHaveLength(2);
  const parts = (await effects(reference)).map(({ part, destination, arrivals }) => ({ part, destination, arrivals }));
  expect(parts).toContainEqual({ part: "leaving", destination: "revenues", arrivals: 1 });
  expect(parts).toContainEqual({ part: "arriving", destination: "revenues", arrivals: 1 });
  await resident.waitForStatus("Done", 2);
  const shown = resident.page.locator(".app-part");
  // In the order of the move; nothing is reported as sent before it was.
  await expect(shown.nth(0)).toContainText("Council tax at the old address: Swale Borough Council");
  await expect(shown.nth(1)).toContainText("Council tax at the new address: Maidstone Borough Council");
  await expect(main).not.toContainText("We are passing your change of address");
  await expect(main).not.toContainText("The council tax team has your change of address.");
  for (const part of [0, 1]) {
    await expect(resident.timeline(part)).toHaveText(["Done", "In progress", "Accepted", "Received"]);
    await expect(shown.nth(part)).toContainText("This part of your change of address is closed.");
    await expect(shown.nth(part)).toContainText("Local Government Finance Act 1992");
  }
  // A closed request is no longer confirmed: its result comes first.
  await resident.at("Your change of address for council tax", "two parts, done");
  await resident.page.getByText("Show your tracking code").click();
  await expect(resident.page.locator(".app-keep__code")).toBeVisible();
  await expect.poll(() => mails(reference).length).toBeGreaterThan(0);
});

test("a move within one borough is one part", async ({ resident }) => {
  await councilTax.until(resident, "new");
  await resident.at("What is the new address?");
  await resident.address("ME10 9ZB", "7 Spritsail Road");
  await councilTax.from(resident, "date");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  await expect.poll(() => effects(reference)).toHaveLength(1);
  expect((await effects(reference))[0]).toMatchObject({ part: "changing", service: "council-tax-change-of-address" });
  await resident.waitForStatus("Done");
});

test("a landlord is asked what a landlord knows, and a bill with nowhere to go asks how to reach somebody", async ({ resident }) => {
  await resident.begin("council-tax-change-of-address");
  await resident.at("Where are you moving?");
  await resident.choose("Out of Maidstone, Swale or Tunbridge Wells");
  await resident.pressContinue();
  await resident.at("Which of these are you?");
  await resident.choose("A landlord or letting agent");
  await resident.pressContinue();
  await resident.expectErrors({ text: "Enter the full name of the tenant", field: "tenant_name" });
  await resident.type("Full name of the tenant", "Tom Tenant");
  await resident.pressContinue();
  await councilTax.from(resident, "old", "new");
  await resident.at("What is the new address? (optional)");
  await resident.press("Enter the address yourself");
  await resident.at("What is the new address? (optional)", "by hand");
  await resident.pressContinue();
  await resident.at("What is the date of the move?");
  await resident.date(day(-5));
  await resident.pressContinue();
  await resident.at("Who is moving?");
  // The tenant has been named already.
  await expect(resident.page.getByRole("main")).not.toContainText("Include yourself");
  await resident.pressContinue();
  await councilTax.from(resident, "account", "contact");
  await resident.at("Your details");
  await expect(resident.page.getByLabel("Email address", { exact: true })).toBeVisible();
  await resident.type("Full name", "Lena Landlord");
  await resident.pressContinue();
  const error = "Enter an email address or a phone number, because there is no address to send the final bill to";
  await resident.expectErrors({ text: error, field: "email" });
  await resident.type("Phone number", "07700 900982");
  await resident.pressContinue();
  await councilTax.from(resident, "declaration");
  await expect(resident.answer("Tenant")).toHaveText("Tom Tenant");
  await expect(resident.answer("Other adults who are moving")).toHaveText("Not answered");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  const main = resident.page.getByRole("main");
  await expect(main).toContainText("Your tenant also needs to tell the council of the new address.");
  await expect(main).toContainText("Bills and letters go to the tenant, not to you.");
  await expect(main).not.toContainText("Keep paying");
  await expect.poll(() => effects(reference)).toHaveLength(1);
  expect((await effects(reference))[0]).toMatchObject({ part: "leaving" });
});

test("a move abroad takes an address without a UK postcode", async ({ resident }) => {
  await resident.begin("council-tax-change-of-address");
  await resident.at("Where are you moving?");
  await resident.choose("Out of Maidstone, Swale or Tunbridge Wells");
  await resident.pressContinue();
  await councilTax.from(resident, "role", "new");
  await resident.at("What is the new address? (optional)");
  await resident.type("Postcode", "59000");
  await resident.press("The address is outside the UK");
  await resident.at("What is the new address? (optional)", "abroad");
  await expect(resident.page.getByLabel("Postal code or ZIP code (optional)")).toHaveValue("59000");
  await resident.pressContinue();
  await resident.expectErrors(
    { text: "Enter the first line of the address", field: "forwarding_address-line1" },
    { text: "Enter the country", field: "forwarding_address-country" },
  );
  await resident.type("Address line 1", "1 rue Haute");
  await resident.type("Country", "France");
  await resident.pressContinue();
  await resident.at("What is the date of the move?");
  await resident.back();
  await resident.at("What is the new address? (optional)", "abroad again");
  await expect(resident.page.getByLabel("Country")).toHaveValue("France");
  await resident.pressContinue();
  await councilTax.from(resident, "date", "people");
  await resident.at("Who is moving?");
  await resident.type("Full names of everyone aged 18 or over who is moving", "Ada Example");
  await resident.pressContinue();
  // A bill can be sent there, so no other way to reach the person is needed.
  await councilTax.from(resident, "account");
  await expect(resident.answer("New address")).toHaveText(/1 rue Haute\s*59000\s*France/);
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  await expect(resident.page.getByRole("main")).not.toContainText("tell the council you are moving to");
  await expect.poll(() => effects(reference)).toHaveLength(1);
});

test("without a fixed address, or a council that anybody knows, a person answers", async ({ resident }) => {
  const lines = ["01632 960 202", "01632 960 302", "01632 960 402"];
  const numbers = async () => {
    const links = resident.page.getByRole("main").locator(".app-phone__number");
    return (await links.allInnerTexts()).map((text) => text.trim());
  };
  await resident.begin("council-tax-change-of-address");
  await resident.at("Where are you moving?");
  await resident.choose("There is no fixed address");
  await resident.pressContinue();
  await resident.at("Call the council you have a connection with");
  expect(await numbers()).toEqual(lines);
  await resident.back();
  await councilTax.from(resident, "move", "old");
  await resident.at("What is the old address?");
  await resident.type("Postcode", "ME9 9ZX");
  await resident.press("Find address");
  await resident.press("The address is not listed");
  await resident.type("Address line 1", "New House");
  await resident.type("Town or city", "Stockbury");
  await resident.pressContinue();
  await resident.at("Which council charges council tax at the old address?");
  await resident.choose("Another council, or I am not sure");
  await resident.pressContinue();
  await resident.at("We cannot tell which council charges council tax there");
  // Its postcode lies in these two.
  expect(await numbers()).toEqual(lines.slice(0, 2));
});

test("the same old and new address is an error", async ({ resident }) => {
  await councilTax.until(resident, "new");
  await resident.at("What is the new address?");
  await resident.address("ME13 9ZB", "1 Cobnut Close");
  const error = "The new address must be different from the old address";
  await expect(resident.page.locator(".govuk-error-summary").getByRole("link")).toHaveText([error]);
  await expect(resident.page).toHaveTitle(/^Error: /);
  await resident.at("What is the new address?", "same address");
  // Screen readers announce the group together with its error.
  await expect(resident.page.getByRole("group", { name: "What is the new address?" })).toHaveAccessibleDescription(new RegExp(`${error}$`));
  await resident.follow(error);
  await expect(resident.button("Change the address")).toBeFocused();
  await resident.page.keyboard.press("Enter");
  await councilTax.from(resident, "new");
});

test("an optional address is skipped with a button", async ({ resident }) => {
  await resident.begin("council-tax-change-of-address");
  await resident.at("Where are you moving?");
  await resident.choose("Into Maidstone, Swale or Tunbridge Wells from somewhere else");
  await resident.pressContinue();
  await councilTax.from(resident, "role", "old");
  await resident.at("What is the old address? (optional)");
  await resident.press("Find address");
  await resident.expectErrors({ text: "Enter a postcode, or select ‘Continue without an address’", field: "previous_address-postcode" });
  await resident.type("Postcode", "ME");
  await resident.press("Continue without an address");
  await councilTax.from(resident, "new", "account");
  await councilTax.from(resident, "contact");
  await expect(resident.answer("Old address")).toHaveText("Not answered");
});

test("an unlisted address asks for the council, and each council gets its part", async ({ resident }) => {
  await councilTax.until(resident, "old");
  await resident.at("What is the old address?");
  await resident.type("Postcode", "ME9 9ZX");
  await resident.press("Find address");
  await resident.press("The address is not listed");
  await resident.type("Address line 1", "Old House");
  await resident.type("Town or city", "Stockbury");
  await resident.pressContinue();
  await resident.at("Which council charges council tax at the old address?");
  await resident.pressContinue();
  await resident.expectErrors({ text: "Select which council charges council tax at the old address", field: "old_council" });
  await resident.choose("Maidstone Borough Council");
  await resident.pressContinue();
  await resident.at("What is the new address?");
  await resident.address("ME13 9ZB", "1 Cobnut Close");
  await councilTax.from(resident, "date");
  await expect(resident.page.getByRole("main")).toContainText(/Who will get your change of address\s*Maidstone Borough Council\s*The council for the old address uses/);
  await expect(resident.page.getByRole("main")).toContainText(/Swale Borough Council\s*The council for the new address uses/);
});

test("two addresses of other councils lead to an outcome", async ({ resident }) => {
  await resident.begin("council-tax-change-of-address");
  await resident.at("Where are you moving?");
  await resident.choose("Into Maidstone, Swale or Tunbridge Wells from somewhere else");
  await resident.pressContinue();
  await councilTax.from(resident, "role", "old");
  await resident.at("What is the old address? (optional)");
  await resident.address("TN34 9ZA", "1 Net Shop Lane");
  await resident.at("What is the new address?");
  await resident.address("CT1 9ZA", "1 Falstaff Lane");
  await resident.at("We do not charge council tax at the new address");
  await expect(resident.page.getByRole("main")).toContainText("Nothing has been sent");
  await expect(resident.link("Go to Canterbury City Council’s website")).toHaveAttribute("href", "https://www.canterbury.gov.uk/");
  await resident.back();
  await resident.at("What is the new address?", "chosen");
});

test("a move to another council is mended with nothing typed again, and it says whom to tell", async ({ resident }) => {
  await councilTax.until(resident, "new");
  await resident.at("What is the new address?");
  await resident.address("CT1 9ZA", "1 Falstaff Lane");
  await resident.at("The new address is not in Maidstone, Swale or Tunbridge Wells");
  await resident.press("The move is out of these areas");
  await resident.at("What is the date of the move?");
  await resident.back();
  await resident.at("What is the new address? (optional)", "carried");
  await expect(resident.page.getByRole("main")).toContainText("1 Falstaff Lane");
  await resident.pressContinue();
  await resident.at("What is the date of the move?");
  await resident.date(day(10));
  await resident.pressContinue();
  await resident.at("Who is moving?");
  await resident.type("Full names of everyone aged 18 or over who is moving", "Ada Example");
  await resident.pressContinue();
  await councilTax.from(resident, "account");
  await expect(resident.answer("Move")).toHaveText("Out of Maidstone, Swale or Tunbridge Wells");
  await expect(resident.answer("New address")).toContainText("1 Falstaff Lane");
  const main = resident.page.getByRole("main");
  await expect(main).toContainText("The council for the new address will not hear about the move from us. You need to tell it yourself.");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  await expect(main).toContainText("You also need to tell the council you are moving to.");
  await expect.poll(() => effects(reference)).toHaveLength(1);
  expect((await effects(reference))[0]).toMatchObject({ part: "leaving" });
});

test("a move out to an address of ours can tell both councils", async ({ resident }) => {
  await resident.begin("council-tax-change-of-address");
  await resident.at("Where are you moving?");
  await resident.choose("Out of Maidstone, Swale or Tunbridge Wells");
  await resident.pressContinue();
  await councilTax.from(resident, "role", "new");
  await resident.at("What is the new address? (optional)");
  await resident.address("ME15 9ZB", "3 Papermaker Lane");
  await resident.at("The new address is in Maidstone, Swale or Tunbridge Wells");
  await resident.press("Tell the council for the new address too");
  await councilTax.from(resident, "date");
  await expect(resident.answer("New address")).toContainText("3 Papermaker Lane");
  const main = resident.page.getByRole("main");
  await expect(main).toContainText("Maidstone Borough Council");
  await expect(main).toContainText("Swale Borough Council");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  await expect.poll(() => effects(reference)).toHaveLength(2);
  const parts = (await effects(reference)).map(({ part }) => part).sort();
  expect(parts).toEqual(["arriving", "leaving"]);
});

test("after a change, only dependent questions are asked again", async ({ resident }) => {
  await councilTax.until(resident);
  await resident.back();
  await resident.at("Declaration");
  await expect(resident.page.getByRole("checkbox")).toBeChecked();
  await resident.pressContinue();
  await resident.at("Check your answers");
  await resident.change("Date of the move");
  await resident.at("What is the date of the move?");
  await resident.date(day(90));
  await resident.pressContinue();
  await resident.expectErrors({ text: "The date of the move must be no more than 60 days from now", field: "move_date-day" });
  await resident.date(day(20));
  await resident.pressContinue();
  await resident.at("Check your answers");
  await resident.change("Old address");
  await resident.at("What is the old address?", "chosen");
  await resident.press("Change the address");
  await resident.address("ME10 9ZB", "7 Spritsail Road");
  await resident.at("Check your answers");
  await expect(resident.answer("Old address")).toContainText("ME10 9ZB");
});

test("a missing declaration is an error", async ({ resident }) => {
  await councilTax.until(resident, "declaration");
  await resident.at("Declaration");
  await resident.pressContinue();
  await resident.expectErrors({ text: "Confirm that the information is correct and complete", field: "declaration" });
});

test("a double click sends one request, and two tabs never overwrite each other", async ({ resident }) => {
  await councilTax.until(resident, "people");
  await resident.at("Who is moving?");
  const other = await resident.tab();
  await other.open(resident.page.url());
  await other.at("Who is moving?");
  await other.type("Full names of everyone aged 18 or over who is moving", "Olive Othertab");
  await other.choose("No");
  await other.pressContinue();
  await other.at("What is the council tax account number? (optional)");
  await resident.type("Full names of everyone aged 18 or over who is moving", "Tina Thistab");
  await resident.choose("Yes");
  await resident.pressContinue();
  const notice = resident.page.locator(".govuk-notification-banner");
  await expect(notice).toContainText("Olive Othertab");
  await expect(notice).toContainText("Tina Thistab");
  await resident.press("Keep what I just typed");
  await councilTax.from(resident, "account");
  await expect(resident.answer("Adults who are moving")).toHaveText("Tina Thistab");
  const { action, fields } = await resident.form(SEND);
  await resident.button(SEND).dblclick();
  const reference = await resident.expectConfirmation();
  const again = await resident.page.request.post(siteUrl() + action, {
    form: fields,
    headers: { origin: siteUrl() },
    maxRedirects: 0,
  });
  expect(again.headers()["location"]).toBe(new URL(resident.page.url()).pathname);
  await expect.poll(() => effects(reference)).toHaveLength(2);
});
