// Finding a request again, as its sender and as a stranger; and feedback afterwards.
import { STREET, missedBin, email } from "../support/journeys.js";
import { compact, unknownReference } from "../support/environment.js";
import { SEND, type Resident } from "../support/page.js";
import { expect, test } from "../support/test.js";
import { phrase } from "../support/phrases.js";

/** The heading of a missed bin's page. */
const TITLE = "Your missed bin report";
const FACT = "Email address, postcode or tracking code";

async function sendRequest(resident: Resident, address: string): Promise<{ reference: string; tracking: string }> {
  await missedBin.until(resident, "contact");
  await resident.at("How can we contact you?");
  await resident.type("Email address (optional)", address);
  await resident.pressContinue();
  await missedBin.from(resident, "check");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  // With an email it is folded away.
  await resident.page.getByText("Show your tracking code").click();
  const tracking = await resident.page.locator(".app-keep__code").innerText();
  return { reference, tracking };
}

test("a request is found by reference and second fact, and reveals nothing without them", async ({ resident, stranger }) => {
  const address = email("find");
  const { reference, tracking } = await sendRequest(resident, address);

  await test.step("email address, postcode and tracking code open it in any notation", async () => {
    const typed = [
      [compact(reference).toLowerCase(), address.toUpperCase()],
      [reference.replaceAll("-", " "), " me139zb "],
      [reference, tracking],
      [reference, tracking.toLowerCase().replaceAll("-", "")],
    ] as const;
    for (const [as, fact] of typed) {
      await stranger.open("/requests");
      await stranger.at("Find a request");
      await stranger.type("Reference number", as);
      await stranger.type(FACT, fact);
      await stranger.press("Find");
      await stranger.at(TITLE);
      await expect(stranger.page.getByRole("main")).toContainText(reference);
      // Others know an email address and a postcode too: only the code, which the sender alone
      // was given, shows the address.
      const knows = compact(fact).toUpperCase() === compact(tracking);
      await expect(stranger.page.getByRole("main")).toContainText("Missed bin: rubbish, food waste, ");
      await expect(stranger.page.getByRole("main")).toContainText(knows ? STREET : "ME13 …");
      if (!knows) await expect(stranger.page.getByRole("main")).not.toContainText(STREET);
      await expect(stranger.page.getByRole("main")).not.toContainText(address);
      // The result is a page of its own: the form's values are not in its URL, and neither reload
      // nor Back resubmits.
      await expect(stranger.page).toHaveURL(new RegExp(`/requests/${compact(reference)}$`));
      await stranger.page.reload();
      await stranger.at(TITLE);
      await stranger.page.goBack();
      await stranger.at("Find a request");
      await stranger.page.context().clearCookies();
    }
  });

  await test.step("errors are shown, and existing and unknown references look the same", async () => {
    await stranger.open("/requests");
    await stranger.press("Find");
    await stranger.expectErrors(
      { text: "Enter the reference number", field: "reference" },
      { text: "Enter the email address, postcode or tracking code", field: "fact" },
    );
    await stranger.type("Reference number", "ABC");
    await stranger.type(FACT, "TN1 9ZA");
    await stranger.press("Find");
    await stranger.expectErrors({ text: "Check the reference number. It has 10 letters and numbers, like 7KD‑2MPX‑9QF", field: "reference" });
    await expect(stranger.page.getByLabel("Reference number")).toHaveValue("ABC");
    const texts: string[] = [];
    for (const guess of [reference, unknownReference()]) {
      await stranger.open("/requests");
      await stranger.type("Reference number", guess);
      await stranger.type(FACT, "nobody@resident.example");
      await stranger.press("Find");
      await stranger.expectErrors({ text: "We cannot find a request with these details. Check them and try again", field: "fact" });
      texts.push((await stranger.page.getByRole("main").innerText()).replaceAll(guess, "REFERENCE"));
    }
    expect(texts[0]).toBe(texts[1]);
  });

  await test.step("its URL asks for a second fact whether or not the reference exists", async () => {
    // Another person, because the browser that found it keeps access for a while.
    await stranger.page.context().clearCookies();
    const texts: string[] = [];
    for (const guess of [reference, unknownReference()]) {
      await stranger.open(`/requests/${compact(guess)}`);
      expect(stranger.status).toBe(200);
      await stranger.at("Is this your request?");
      texts.push((await stranger.page.getByRole("main").innerText()).replaceAll(guess, "REFERENCE"));
      await stranger.type(FACT, "CT1 9ZA");
      await stranger.press("Show the request");
      await stranger.expectErrors({ text: "We cannot find a request with these details. Check them and try again", field: "fact" });
      texts.push((await stranger.page.getByRole("main").innerText()).replaceAll(guess, "REFERENCE"));
    }
    expect(texts.slice(0, 2)).toEqual(texts.slice(2));
    await stranger.open(`/requests/${compact(reference)}`);
    await stranger.press("Show the request");
    await stranger.expectErrors({ text: "Enter the email address, postcode or tracking code", field: "fact" });
    await stranger.type(FACT, address);
    await stranger.press("Show the request");
    await stranger.at(TITLE);
  });
});

test("feedback after sending counts once, and finishing closes the request", async ({ resident }) => {
  await sendRequest(resident, email("happy"));
  const request = resident.page.url();
  await resident.follow(/Tell us what you think of this service/);
  await resident.at("How satisfied were you with this service?");
  const url = resident.page.url();
  await resident.type(/How could we improve it\?/, "More biscuits");
  await resident.press("Send feedback");
  await resident.expectErrors({ text: "Select how satisfied you were", field: "rating" });
  await expect(resident.page.getByLabel(/How could we improve it\?/)).toHaveValue("More biscuits");
  await resident.choose("Satisfied");
  await resident.press("Send feedback");
  await resident.at("Thank you for your feedback");
  await expect(resident.page.getByRole("main")).toContainText(phrase("page-feedback-thanks-text"));
  await resident.page.reload();
  await expect(resident.page.getByRole("main")).not.toContainText(phrase("page-feedback-once"));
  await resident.open(url);
  await expect(resident.page.getByRole("main")).toContainText(phrase("page-feedback-once"));
  await resident.at("Thank you for your feedback", "again");
  await resident.open(request);
  await resident.press("Finish and close this request");
  await expect(resident.page.getByRole("main")).toContainText("This browser no longer shows your requests.");
  await resident.at("Find a request", "finished");
  expect(await resident.page.context().cookies()).toEqual([]);
  await resident.page.goBack();
  await resident.page.reload();
  await resident.at("Is this your request?", "finished");
});

test("cancelling asks once, deletes the answers and asks for feedback", async ({ resident }) => {
  await missedBin.until(resident, "address");
  await resident.at("Which address has the missed bin?");
  // Going back from an outcome and then leaving counts as leaving.
  await resident.address("CT1 9ZA", "1 Falstaff Lane");
  await resident.at("We do not collect bins at this address");
  await resident.back();
  await resident.at("Which address has the missed bin?", "chosen");
  await resident.press("Change the address");
  await missedBin.from(resident, "address", "assisted");
  await resident.at("Do you have an assisted collection?");
  const draft = resident.page.url();
  await resident.follow("Cancel this report");
  await resident.at("Do you want to cancel this report?");
  await resident.press("Yes, cancel and delete my answers");
  await resident.at("You have cancelled, and your answers are deleted");
  await resident.choose("Dissatisfied");
  await resident.type("Why did you stop? (optional)", "The dog ate the calendar");
  await resident.press("Send feedback");
  await resident.at("Thank you for your feedback", "gave up");
  await expect(resident.page.getByRole("main")).toContainText("You have not sent a request, and you can start one again at any time.");
  await expect(resident.page.getByRole("main")).not.toContainText(phrase("page-feedback-thanks-text"));
  await resident.open(draft);
  await resident.at("Your answers have been cleared");
  await expect(resident.page.getByRole("main")).not.toContainText(STREET);
});

test("an outcome page asks for feedback", async ({ resident }) => {
  await missedBin.until(resident, "address");
  await resident.at("Which address has the missed bin?");
  await resident.address("CT1 9ZA", "1 Falstaff Lane");
  await resident.at("We do not collect bins at this address");
  await resident.press(/Tell us what you think of this service/);
  await resident.at("How satisfied were you with this service?", "outcome");
  await expect(resident.page).toHaveURL(/\/feedback\//);
  await resident.choose("Very satisfied");
  await resident.press("Send feedback");
  await resident.at("Thank you for your feedback", "gave up");
  await expect(resident.page.getByRole("main")).not.toContainText(phrase("page-feedback-thanks-text"));
});
