import { missedBin } from "../support/journeys.js";
import { expect, test } from "../support/test.js";

test("an address of another council leads to an outcome naming that council", async ({ resident }) => {
  await missedBin.until(resident, "address");
  await resident.at("Which address has the missed bin?");
  await resident.address("ME4 9ZA", "1 Ropewalk Street");
  await resident.at("Medway Council collects the bins at this address");
  await resident.back();
  await resident.at("Which address has the missed bin?", "chosen");
  await resident.press("Change the address");
  await resident.address("CT1 9ZA", "1 Falstaff Lane");
  await resident.at("We do not collect bins at this address");
  await expect(resident.link("Go to Canterbury City Council’s website")).toHaveAttribute("href", "https://www.canterbury.gov.uk/");
});

test("a place without an address leads to the phone of each council", async ({ resident }) => {
  await missedBin.until(resident, "address");
  await resident.at("Which address has the missed bin?");
  await resident.press("Find address");
  await resident.expectErrors({ text: "Enter the postcode of the address that has the missed bin", field: "address-postcode" });
  await resident.press("The place has no address");
  await resident.at("Call the council that collects these bins");
  const main = resident.page.getByRole("main");
  await expect(main).toContainText("Swale Borough Council, bins and recycling");
  await expect(main.locator(".app-phone__number")).toHaveText(["01632 960 201", "01632 960 301", "01632 960 401"]);
});

test("on the county’s site the council of the address answers from the next page on", async ({ resident }) => {
  const { page } = resident;
  const contact = page.locator("footer");
  await resident.begin("missed-bin");
  await resident.at("Which address has the missed bin?");
  await expect(page.locator("header")).toContainText("Kent County Council");
  await missedBin.from(resident, "address", "bins");
  await resident.at("Which bins did we not empty?");
  await expect(page.locator("header")).toContainText("Swale Borough Council");
  await expect(page.locator("header")).not.toContainText("Kent County Council");
  await expect(contact).toContainText("01632 960 300");
  await expect(contact).not.toContainText("01632 960 101");
  // The link to the other language is still that of this page.
  await expect(resident.link("Cymraeg")).toHaveAttribute("href", /\/cy\/services\/missed-bin\/bins\?d=/);
  await missedBin.from(resident, "bins");
  await expect(page).toHaveTitle(/Swale Borough Council$/);
  await resident.follow("How Swale Borough Council uses what you tell it");
  await expect(page.getByRole("main")).toContainText("dataprotection@swale");
});
