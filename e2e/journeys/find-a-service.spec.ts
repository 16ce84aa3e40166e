// From the home page to the right service, and the pages outside services.
import { expect, test } from "../support/test.js";

const ROAD = "Report a pothole or road fault";

test("home, A to Z, search and start page lead to the first question", async ({ resident }) => {
  await resident.open("/");
  await resident.at("Council services online");
  await resident.page.getByRole("main").getByRole("searchbox").fill("bins");
  await resident.press("Search");
  await resident.at("All services", "found");
  await expect(resident.page).toHaveTitle(/found for ‘bins’/);
  await expect(resident.page.getByRole("main").getByRole("link", { name: ROAD })).toHaveCount(0);
  await resident.follow("Report a missed bin");
  await resident.at("Report a missed bin");
  await expect(resident.page.getByRole("main")).toContainText("the postcode of the address that was missed");
  await expect(resident.page.getByRole("main")).toContainText("It takes about 3 minutes.");
  await resident.page.locator(".govuk-button--start").click();
  await resident.at("Which address was missed?");
});

test("search matches everyday words and helps when nothing is found", async ({ resident }) => {
  await resident.open("/services");
  await resident.at("All services");
  await expect(resident.page.getByRole("main").getByRole("link", { name: ROAD })).toBeVisible();
  const search = resident.page.getByRole("main").getByRole("searchbox");
  const bin = "Report a missed bin";
  const move = "Tell us you are moving home for council tax";
  for (const [words, service] of [
    ["street light", ROAD],
    ["holes in the road", ROAD],
    ["trash", bin],
    ["my rubbish was not collected", bin],
    ["moved house", move],
    ["council tax moving", move],
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
  await expect(search).toHaveValue("zeppelin mooring <b>");
  await resident.follow("Show all services");
  await expect(resident.page).toHaveURL(/\/services$/);
});

test("each council's site shows its own name and phone line", async ({ resident }) => {
  const sites = [
    ["localhost", "Kent County Council", "01632 960 101"],
    ["maidstone.localhost", "Maidstone Borough Council", "01632 960 200"],
    ["swale.localhost", "Swale Borough Council", "01632 960 300"],
    ["tunbridge-wells.localhost", "Tunbridge Wells Borough Council", "01632 960 400"],
  ] as const;
  for (const [host, name, number] of sites) {
    await resident.open("/", host);
    await resident.at("Council services online", host);
    await expect(resident.page).toHaveTitle(new RegExp(`${name}$`));
    await expect(resident.page.getByRole("banner")).toContainText(name);
    const line = resident.page.getByRole("contentinfo").getByRole("link", { name: number, exact: true });
    await expect(line).toHaveAttribute("href", /^tel:/);
  }
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
  await resident.expectErrors({ text: "Select whether we may count your visits", field: "visits" });
  expect(resident.status).toBe(422);
  await resident.choose("No, do not count my visits");
  await resident.press("Save");
  await expect(resident.page.getByRole("main")).toContainText("We have saved your choice.");
  await resident.at("Cookies", "saved");
  await resident.open("/cookies");
  await expect(resident.page.getByLabel("No, do not count my visits")).toBeChecked();
  await resident.begin("missed-bin");
  await resident.at("Which address was missed?");
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
