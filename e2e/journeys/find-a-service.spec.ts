// From the home page to the right service, and the pages outside services.
import { expect, test } from "../support/test.js";

const ROAD = "Report a pothole or road fault";

test("home, A to Z, search and start page lead to the first question", async ({ resident }) => {
  await resident.open("/");
  await resident.at("One place for Kent and your borough");
  await expect(resident.page.getByRole("main")).toContainText("You do not need to know which council does what.");
  await resident.page.getByRole("main").getByRole("searchbox").fill("bins");
  await resident.press("Search");
  await resident.at("All services", "found");
  await expect(resident.page).toHaveTitle(/found for ‘bins’/);
  await expect(resident.page.getByRole("main").getByRole("link", { name: ROAD })).toHaveCount(0);
  await resident.follow("Report a missed bin");
  await resident.at("Report a missed bin");
  await expect(resident.page.getByRole("main")).toContainText("the postcode of the address that has the missed bin");
  await expect(resident.page.getByRole("main")).toContainText("It takes about 3 minutes.");
  await resident.page.locator(".govuk-button--start").click();
  await resident.at("Which address has the missed bin?");
});

test("search matches everyday words and helps when nothing is found", async ({ resident }) => {
  await resident.open("/services");
  await resident.at("All services");
  await expect(resident.page.getByRole("main").getByRole("link", { name: ROAD })).toBeVisible();
  const search = resident.page.getByRole("main").getByRole("searchbox");
  const bin = "Report a missed bin";
  const move = "Change your address for council tax";
  for (const [words, service] of [
    ["street light", ROAD],
    ["holes in the road", ROAD],
    ["trash", bin],
    ["my rubbish was not collected", bin],
    ["moved house", move],
    ["council tax moving", move],
    // A wrong letter, a missing space, one too many.
    ["potholl", ROAD],
    ["missedbin", bin],
    ["bin colection", bin],
    ["counciltax", move],
    ["pot hole", ROAD],
  ] as const) {
    await search.fill(words);
    await resident.press("Search");
    await expect(resident.page, words).toHaveTitle(/^1 service found/);
    await expect(resident.page.getByRole("main").getByRole("link", { name: service })).toBeVisible();
  }
  await search.fill("zeppelin mooring <b>");
  await resident.press("Search");
  await expect(resident.page.getByRole("main")).toContainText("We found no service for ‘zeppelin mooring <b>’");
  await resident.at("All services", "nothing found");
  // The council's own website is searched for the same words.
  const own = resident.page.getByRole("main").getByRole("link", { name: /^Search the website of Kent County Council/ });
  await expect(own).toHaveAttribute("href", /^https:\/\/www\.kent\.gov\.uk\/search\?.*zeppelin%20mooring%20%3Cb%3E$/);
  await expect(resident.page.getByRole("main").getByRole("link", { name: "01632 960 101", exact: true })).toBeVisible();
  await expect(search).toHaveValue("zeppelin mooring <b>");
  await resident.follow("Show all services");
  await expect(resident.page).toHaveURL(/\/services$/);
});

test("each council's site shows its own name and phone line", async ({ resident }) => {
  const sites = [
    ["localhost", "Kent County Council", "01632 960 101", "One place for Kent and your borough"],
    ["maidstone.localhost", "Maidstone Borough Council", "01632 960 200", "One place for Maidstone and Kent"],
    ["swale.localhost", "Swale Borough Council", "01632 960 300", "One place for Swale and Kent"],
    ["tunbridge-wells.localhost", "Tunbridge Wells Borough Council", "01632 960 400", "One place for Tunbridge Wells and Kent"],
  ] as const;
  for (const [host, name, number, promise] of sites) {
    await resident.open("/", host);
    await resident.at(promise, host);
    await expect(resident.page).toHaveTitle(new RegExp(`${name}$`));
    await expect(resident.page.getByRole("banner")).toContainText(name);
    const line = resident.page.getByRole("contentinfo").getByRole("link", { name: number, exact: true });
    await expect(line).toHaveAttribute("href", /^tel:/);
  }
});

test("services are listed by topic", async ({ resident }) => {
  await resident.open("/");
  const main = resident.page.getByRole("main");
  await expect(main.getByRole("heading", { level: 3 })).toHaveText(["Bins and recycling", "Roads, pavements and street lights", "Council tax"]);
  await resident.follow("Bins and recycling");
  await resident.at("Bins and recycling");
  await expect(main.getByRole("link", { name: ROAD })).toHaveCount(0);
  await resident.follow("Report a missed bin");
  await resident.at("Report a missed bin");
});

test("a postcode leads to the councils that serve it", async ({ resident }) => {
  const question = "Which council serves me?";
  const names = resident.page.getByRole("main").getByRole("heading", { level: 3 });
  await resident.open("/");
  await resident.type("Postcode", "me10 9za");
  await resident.press("Find the council");
  await resident.at(question, "two councils");
  await expect(names).toHaveText(["Swale Borough Council", "Kent County Council"]);
  await expect(resident.page.getByRole("main").getByRole("link", { name: "01632 960 300", exact: true })).toHaveAttribute("href", "tel:01632960300");
  // Where somebody lives stands in no URL and in no title.
  expect(`${resident.page.url()} ${await resident.page.title()}`).not.toMatch(/me10/i);
  for (const [postcode, state, councils, text] of [
    ["ME9 9ZX", "split", ["Swale Borough Council", "Maidstone Borough Council", "Kent County Council"], "in more than one district"],
    ["CT1 9ZA", "district", ["Canterbury City Council", "Kent County Council"], "Canterbury"],
    ["ME4 9ZA", "unitary", ["Medway Council"], "Medway"],
    ["SE9 9ZA", "outside", [], "do not serve SE9 9ZA"],
    ["ME14 9ZQ", "unknown", [], "We do not know ME14 9ZQ"],
  ] as const) {
    await resident.type("Postcode", postcode);
    await resident.press("Find the council");
    await expect(resident.page.getByRole("main")).toContainText(postcode);
    await resident.at(question, state);
    await expect(names).toHaveText([...councils]);
    await expect(resident.page.getByRole("main")).toContainText(text);
  }
  await resident.type("Postcode", "ME14");
  await resident.press("Find the council");
  await expect(resident.page.locator(".govuk-error-summary")).toContainText("Enter a full UK postcode");
  expect(resident.status).toBe(422);
  await expect(resident.page.getByLabel("Postcode")).toHaveValue("ME14");
});

test("the statements describe this deployment", async ({ resident }) => {
  await resident.open("/accessibility");
  await resident.at("Accessibility statement");
  const main = resident.page.getByRole("main");
  // The claim, and the evidence for it.
  await expect(main).toContainText("is partially compliant with the Web Content Accessibility Guidelines version 2.2 AA");
  await expect(main).toContainText("nobody with a screen reader");
  await expect(main).toContainText("Equality and Human Rights Commission");
  await expect(main.getByRole("link", { name: "Contact the Equality Advisory and Support Service" })).toHaveAttribute("href", /^https:\/\/www\.equalityadvisoryservice\.com/);
  expect((await main.innerText()).match(/\b(?:fully|partially|not) compliant\b/g)).toEqual(["partially compliant"]);
  await resident.follow("Privacy");
  await resident.at("Privacy");
  await expect(resident.page.getByRole("main")).toContainText("Report a missed bin");
  await expect(resident.page.getByRole("main")).toContainText("180 days");
  await resident.follow("Cookies");
  await resident.at("Cookies");
});

test("an objection to visit statistics is stored and everything else works", async ({ resident }) => {
  await resident.open("/cookies");
  // No option is preselected.
  await resident.at("Cookies");
  await expect(resident.page.getByRole("radio", { checked: true })).toHaveCount(0);
  await resident.press("Save");
  // This page has no island: the server responds in every mode.
  await resident.expectErrors({ text: "Select whether we can count your visits", field: "visits" });
  expect(resident.status).toBe(422);
  await resident.choose("No, do not count my visits");
  await resident.press("Save");
  await expect(resident.page.getByRole("main")).toContainText("We have saved your choice.");
  await resident.at("Cookies", "saved");
  await resident.open("/cookies");
  await expect(resident.page.getByLabel("No, do not count my visits")).toBeChecked();
  await resident.begin("missed-bin");
  await resident.at("Which address has the missed bin?");
  await resident.open("/cookies");
  await resident.choose("Yes, count my visits");
  await resident.press("Save");
  await resident.open("/cookies");
  await expect(resident.page.getByLabel("No, do not count my visits")).not.toBeChecked();
});

test("error pages explain the problem and offer help", async ({ resident }) => {
  const pages = [
    ["/nothing-here", 404, "Page not found"],
    ["/services/moon-landing", 404, "We do not have that service"],
    ["/services/missed-bin/no-such-page", 404, /.+/],
    ["/requests/NOTAREFERENCE", 404, "Find a request"],
    ["/feedback/0000000000000000", 404, "This feedback link no longer works"],
    ["/services/missed-bin/start", 405, "That does not work here"],
    ["/cy/nothing-here", 404, /.+/],
  ] as const;
  for (const [path, status, heading] of pages) {
    await resident.open(path);
    expect(resident.status, path).toBe(status);
    await resident.at(heading, path);
    await expect(resident.page.getByRole("main").getByRole("link").first()).toBeVisible();
    await expect(resident.page.getByRole("contentinfo")).toContainText("01632 960 101");
  }
});
