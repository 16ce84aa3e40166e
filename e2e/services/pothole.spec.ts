import { pothole, email } from "../support/journeys.js";
import { day, siteUrl, effects, mails } from "../support/environment.js";
import { expect, test } from "../support/test.js";
import { SEND } from "../support/page.js";

test("a pothole is reported, delivered to the county and followed until done", async ({ resident }) => {
  const address = email("pothole");
  await pothole.until(resident, "contact");
  await resident.at("How can we contact you?");
  await resident.type("Email address (optional)", address);
  await resident.pressContinue();
  await pothole.from(resident, "check");
  await expect(resident.answer("Where it is")).toContainText("High Street, Headcorn");
  await expect(resident.answer("Width")).toHaveText("About the size of a dustbin lid");
  await expect(resident.page.locator("main")).toContainText("Kent County Council");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  await expect(resident.page.locator("main")).toContainText("We aim to look at it by");
  await expect.poll(() => effects(reference)).toHaveLength(1);
  expect((await effects(reference))[0]).toMatchObject({ destination: "highways", service: "pothole", arrivals: 1 });
  await resident.waitForStatus("Done");
  await expect.poll(() => mails(reference).length).toBeGreaterThan(0);
});

/** Names of buttons that continue a report. */
const CONTINUES = /Report|Continue|Send/;

test("a life at risk shows 999, and how to reach it without hearing or speaking", async ({ resident }) => {
  await pothole.until(resident, "danger");
  await resident.at("Is the problem dangerous right now?");
  await resident.choose("Yes, someone is hurt or a life is at risk");
  await resident.pressContinue();
  await resident.at("Call 999 now");
  const main = resident.page.getByRole("main");
  await expect(main.getByRole("link", { name: "999", exact: true })).toHaveAttribute("href", "tel:999");
  await expect(main).toContainText("Nothing has been sent");
  // No other number on the page, including its contact line, and no way to continue.
  const numbers = await resident.page.locator("a[href^='tel:']").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  expect(new Set(numbers)).toEqual(new Set(["tel:999"]));
  await expect(main.getByRole("button", { name: CONTINUES })).toHaveCount(0);
  for (const way of ["dial 18000", "999 BSL", "Text 999 only if this phone is registered", "text ‘register’ to 999 and follow the reply"]) {
    await expect(main).toContainText(way);
  }
  await expect(resident.link("Go to 999 BSL")).toHaveAttribute("href", "https://999bsl.co.uk");
  await expect(resident.page.locator("footer").getByRole("link", { name: "Accessibility statement" })).toBeVisible();
});

test("other danger shows the phone line staffed now, then continues to the report", async ({ resident }) => {
  await pothole.until(resident, "danger");
  await resident.at("Is the problem dangerous right now?");
  await resident.choose("Yes, it could hurt someone or cause a crash today");
  await resident.pressContinue();
  await resident.at("Call us now");
  const main = resident.page.getByRole("main");
  await expect(main).toContainText("Nothing has been sent yet");
  const office = main.getByRole("link", { name: "01632 960 101", exact: true });
  const night = main.getByRole("link", { name: "01632 960 102", exact: true });
  expect((await office.count()) + (await night.count())).toBe(1);
  await expect(office.or(night)).toHaveAttribute("href", /^tel:01632960(101|102)$/);
  await expect(main).toContainText("18001 then 01632 960");
  // Only one number is shown: the footer has no other.
  const shown = await resident.page.locator("a[href^='tel:']").evaluateAll((all) =>
    all.filter((a) => a.checkVisibility()).map((a) => a.getAttribute("href")),
  );
  const number = (await office.or(night).getAttribute("href")) ?? "";
  expect(new Set(shown)).toEqual(new Set([number, number.replace("tel:", "tel:18001")]));
  await expect(main.getByRole("button", { name: CONTINUES })).toHaveText(["Report it here as well"]);
  await resident.press("Report it here as well");
  await pothole.from(resident, "problem", "contact");
  await resident.at("How can we contact you?");
  await resident.type("Email address (optional)", email("danger"));
  await resident.pressContinue();
  await pothole.from(resident, "check");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  const warning = "If you have not called us about the danger yet, call now.";
  await expect(resident.page.locator("main")).toContainText(warning);
  // The email carries the warning and the number as well.
  await expect.poll(() => mails(reference).length).toBeGreaterThan(0);
  const mail = mails(reference)[0]?.replace(/=?\r?\n/g, " ").replace(/ +/g, " ");
  expect(mail).toContain(warning);
  expect(mail).toMatch(/01632 960 10[12]/);
});

test("roads of other authorities lead to outcomes that can be passed without retyping", async ({ resident }) => {
  await pothole.until(resident, "road");
  const ends = [
    ["A motorway, or one of the A roads run by National Highways", "National Highways looks after this road", "0300 123 5000"],
    ["A road in Medway", "Medway Council looks after roads in Medway", "Medway Council’s website"],
    ["A private road, drive or car park", "The owner looks after a private road", "The council cannot repair private roads"],
  ] as const;
  for (const [road, heading, text] of ends) {
    await resident.at("What kind of road is it on?");
    await resident.choose(road);
    await resident.pressContinue();
    await resident.at(heading);
    await expect(resident.page.getByRole("main")).toContainText(text);
    await resident.back();
  }
  await resident.at("What kind of road is it on?");
  await resident.choose("A motorway, or one of the A roads run by National Highways");
  await resident.pressContinue();
  await resident.at("National Highways looks after this road");
  await resident.press("It is not a road that National Highways looks after");
  // The next question follows at once, and the earlier answers are kept.
  await pothole.from(resident, "place");
  await expect(resident.answer("Problem")).toHaveText("Pothole or damaged road");
  // What was said stands in words, and not as its opposite.
  const said = resident.answer("National Highways looks after this road");
  await expect(said).toHaveText("It is not a road that National Highways looks after");
  await expect(resident.answer("Kind of road")).toHaveText("An ordinary road, street, lane or pavement in Kent");
  await resident.press(SEND);
  await resident.expectConfirmation();
});

test("a road named in words is asked about once, and the answer stands in words", async ({ resident }) => {
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  await resident.type("Where exactly is it?", "m20 junction 7, on the bridge");
  await resident.pressContinue();
  await resident.at("Is it on the motorway?");
  await expect(resident.page.getByRole("main")).toContainText("National Highways looks after the M2");
  await expect(resident.page.locator(".govuk-error-summary")).toHaveCount(0);
  // Back and the link both lead to the answer; the same answer asks again until it is settled.
  await resident.follow("Change your answer");
  await resident.at("Where exactly is it?", "again");
  await resident.pressContinue();
  await resident.at("Is it on the motorway?");
  await resident.press("It is not on the motorway");
  await pothole.from(resident, "size");
  await expect(resident.answer("Is it on the motorway?")).toHaveText("It is not on the motorway");
  await expect(resident.row("Is it on the motorway?").getByRole("link")).toHaveCount(0);
  // Not asked again for the same place, but for another.
  await resident.change("Where it is");
  await resident.at("Where exactly is it?", "changing");
  await resident.pressContinue();
  await resident.at("Check your answers");
  await resident.change("Where it is");
  await resident.at("Where exactly is it?", "changing");
  await resident.type("Where exactly is it?", "High Street, Chatham");
  await resident.pressContinue();
  await resident.at("Is it in Medway?");
  await resident.press("It is not in Medway");
  await resident.at("Check your answers");
  await expect(resident.row("Is it on the motorway?")).toHaveCount(0);
  await expect(resident.answer("Is it in Medway?")).toHaveText("It is not in Medway");
  await resident.press(SEND);
  await resident.expectConfirmation();
});

test("a notice names who looks after the road, and the answer to mend it is one press", async ({ resident }) => {
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  await resident.type("Where exactly is it?", "A249 at Bobbing");
  await resident.pressContinue();
  await resident.at("Is it on one of these parts of the road?");
  const main = resident.page.getByRole("main");
  await expect(main.getByRole("listitem")).toHaveText(["A249, between the M2 and Sheerness"]);
  await resident.press("It is on one of these parts");
  await resident.at("National Highways looks after this road");
  await expect(main).toContainText("0300 123 5000");
  await resident.back();
  await resident.at("What kind of road is it on?");
  await expect(resident.page.getByLabel("A motorway, or one of the A roads run by National Highways")).toBeChecked();
});

test("all errors of a page are listed in order, and the input kept", async ({ resident }) => {
  await pothole.until(resident, "size");
  await resident.at("How big is the damage?");
  await resident.pressContinue();
  await resident.expectErrors(
    { text: "Select how deep it is, or select that you are not sure", field: "depth" },
    { text: "Select how wide it is, or select that you are not sure", field: "width" },
  );
  await resident.choose("Deeper than a tennis ball");
  await resident.pressContinue();
  await resident.expectErrors({ text: "Select how wide it is, or select that you are not sure", field: "width" });
  await expect(resident.page.getByLabel("Deeper than a tennis ball")).toBeChecked();
  await pothole.from(resident, "size", "description");
  await resident.at("Describe the problem");
  const long = "Ü".repeat(1001);
  await resident.type("Describe the problem", long);
  await resident.pressContinue();
  await resident.expectErrors({ text: "Your description must be 1,000 characters or less", field: "description" });
  await expect(resident.page.getByLabel("Describe the problem")).toHaveValue(long);
  await pothole.from(resident, "description", "contact");
  await resident.at("How can we contact you?");
  await resident.type("Email address (optional)", "cari@example");
  await resident.type("Phone number (optional)", "12");
  await resident.pressContinue();
  await resident.expectErrors(
    { text: "Enter an email address in the correct format, like name@example.com", field: "email" },
    { text: "Enter a phone number, like 01632 960 001 or 07700 900 982", field: "phone" },
  );
  await expect(resident.page.getByLabel("Email address (optional)")).toHaveValue("cari@example");
});

test("changing the problem asks other questions and drops hidden answers", async ({ resident }) => {
  await pothole.until(resident);
  await expect(resident.row("Depth")).toHaveCount(1);
  await resident.change("Problem");
  await resident.at("What is the problem?");
  await resident.choose("Street light");
  await resident.pressContinue();
  // The new branch asks its own question before returning to check answers, even an optional one.
  await resident.at("What is the number on the lamp post? (optional)");
  await resident.type("What is the number on the lamp post? (optional)", "HDC 014");
  await resident.pressContinue();
  await resident.at("Check your answers");
  await expect(resident.row("Depth")).toHaveCount(0);
  await expect(resident.answer("Lamp post number")).toHaveText("HDC 014");
  await resident.back();
  await resident.at("How can we contact you?");
  await resident.back();
  await resident.at("Describe the problem");
  await expect(resident.page.getByLabel("Describe the problem")).toHaveValue(/cyclists/);
});

test("eight concurrent submissions create one report", async ({ resident }) => {
  await pothole.until(resident);
  const { action, fields } = await resident.form(SEND);
  const send = () =>
    resident.page.request.post(siteUrl() + action, { form: fields, headers: { origin: siteUrl() }, maxRedirects: 0 });
  const answers = await Promise.all(Array.from({ length: 8 }, send));
  const places = new Set(answers.map((answer) => answer.headers()["location"]));
  expect([...places]).toHaveLength(1);
  for (const answer of answers) expect(answer.status()).toBe(303);
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  expect(new URL(resident.page.url()).pathname).toBe([...places][0]);
  await expect.poll(() => effects(reference)).toHaveLength(1);
});

test("two tabs: a conflict shows the stored answer beside the new one", async ({ resident }) => {
  await pothole.until(resident, "noticed");
  await resident.at("When did you first see it?");
  const other = await resident.tab();
  await other.open(resident.page.url());
  await other.at("When did you first see it?");
  await other.date(day(-1));
  await other.pressContinue();
  await other.at("Describe the problem");
  await resident.date(day(-7));
  await resident.pressContinue();
  const notice = resident.page.locator(".govuk-notification-banner");
  await expect(notice).toContainText("You changed this page in another tab");
  await resident.follow("Keep the saved answers");
  await resident.at("When did you first see it?");
  await expect(resident.page.getByLabel("Yesterday", { exact: true })).toBeChecked();
});

test("two tabs: after sending, the other tab leaves the form or reports its input as not included", async ({ resident }) => {
  await pothole.until(resident, "description");
  await resident.at("Describe the problem");
  const other = await resident.tab();
  await other.open(resident.page.url());
  await pothole.from(other, "description");
  await other.press(SEND);
  const reference = await other.expectConfirmation();
  // With a script the tab leaves the form by itself.
  if (!resident.scripted) {
    await resident.type("Describe the problem", "It is deeper than I said");
    await resident.pressContinue();
    const notice = resident.page.locator(".govuk-notification-banner");
    await expect(notice).toContainText("What you typed after that is not part of it.");
  }
  await expect(resident.page.getByRole("main")).toContainText(reference);
  await resident.at("We have your report", "late");
});
