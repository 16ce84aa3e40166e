// The island when the connection drops and when it returns.
import { missedBin, pothole } from "../support/journeys.js";
import { effects } from "../support/environment.js";
import type { Resident } from "../support/page.js";
import { expect, test } from "../support/test.js";
import { phrase } from "../support/phrases.js";
import { SEND } from "../support/page.js";

const LOST = phrase("journey-offline");
const BACK = phrase("journey-online");
const WAITING = phrase("journey-waiting-to-send");
/** Stored in the tab when the person confirms Send. */
const CONFIRMED = /"confirmed_review":"/;
const tabStorage = (resident: Resident) => resident.page.evaluate(() => Object.values({ ...sessionStorage }).join());

test("answers entered offline are kept and the request is sent once", async ({ resident }) => {
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  const announcements = await recordAnnouncements(resident);
  await resident.page.context().setOffline(true);
  await pothole.from(resident, "place");
  await expect.poll(announcements).toEqual([LOST]);
  await resident.press(SEND);
  await expect(resident.page.getByText(WAITING).first()).toBeVisible();
  await resident.page.context().setOffline(false);
  const reference = await resident.expectConfirmation();
  await expect.poll(() => effects(reference)).toHaveLength(1);
});

test("answers are not cleared offline and are cleared online", async ({ resident }) => {
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  await resident.page.context().setOffline(true);
  await resident.type("Where exactly is it?", "Behind the church");
  await resident.follow("Cancel this report");
  await expect(resident.page.locator(".govuk-notification-banner")).toContainText("Your answers cannot be cleared until it is back.");
  await resident.at("Where exactly is it?", "not cleared");
  await expect(resident.page.getByLabel("Where exactly is it?")).toHaveValue("Behind the church");
  await resident.page.context().setOffline(false);
  await resident.follow("Cancel this report");
  await resident.press("Yes, cancel and delete my answers");
  await resident.at("You have cancelled, and your answers are deleted");
  expect(await resident.page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("church");
});

test("answers are not cleared offline on pages without a form", async ({ resident }) => {
  const cannot = async (heading: string, clear: () => Promise<void>) => {
    await resident.at(heading);
    await resident.page.context().setOffline(true);
    await clear();
    await expect(resident.page.locator(".govuk-notification-banner")).toContainText("Your answers cannot be cleared until it is back.");
    await expect(resident.page.locator(".govuk-notification-banner")).toBeFocused();
    await resident.at(heading, "not cleared");
    await resident.page.context().setOffline(false);
    await expect(resident.page.locator(".govuk-notification-banner")).toHaveCount(0);
  };
  await pothole.until(resident, "road");
  await resident.at("What kind of road is it on?");
  await resident.choose("A motorway, or one of the A roads run by National Highways");
  await resident.pressContinue();
  await cannot("National Highways looks after this road", () => resident.press("Clear my answers"));
  await resident.back();
  await pothole.from(resident, "road");
  await cannot("Check your answers", () => resident.follow("Cancel this report"));
});

test("going offline and online is announced once each in a polite live region", async ({ resident }) => {
  await pothole.until(resident, "noticed");
  await resident.at("When did you first see it?");
  const announcements = await recordAnnouncements(resident);
  await resident.page.context().setOffline(true);
  await pothole.from(resident, "noticed", "contact");
  await resident.at("How can we contact you?");
  await resident.page.context().setOffline(false);
  await expect.poll(announcements).toEqual([LOST, BACK]);
  await pothole.from(resident, "contact");
  await resident.press(SEND);
  await resident.expectConfirmation();
  expect(await resident.page.locator("[aria-live=assertive]").count()).toBe(0);
});

test("a response already in flight does not announce the connection as back", async ({ resident }) => {
  await pothole.until(resident, "noticed");
  await resident.at("When did you first see it?");
  await resident.waitUntilSaved();
  const announcements = await recordAnnouncements(resident);
  let arrives = () => {};
  const lost = new Promise<void>((resolve) => (arrives = resolve));
  await resident.page.route(/\/api\/v1\/drafts\//, async (route) => {
    const response = await route.fetch();
    await lost;
    await route.fulfill({ response });
  }, { times: 1 });
  const answered = resident.page.waitForResponse(/\/api\/v1\/drafts\//);
  await pothole.from(resident, "noticed", "contact");
  await resident.at("How can we contact you?");
  await resident.page.context().setOffline(true);
  await expect.poll(announcements).toEqual([LOST]);
  arrives();
  await (await answered).finished();
  await resident.pressContinue();
  await resident.at("Check your answers");
  expect(await announcements()).toEqual([LOST]);
  await resident.page.context().setOffline(false);
  await expect.poll(announcements).toEqual([LOST, BACK]);
});

test("unsent answers survive a reload and are sent when back online", async ({ resident }) => {
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  await resident.page.context().setOffline(true);
  await pothole.from(resident, "place", "description");
  await resident.at("Describe the problem");
  await resident.type("Describe the problem", "Unsent words of a lost signal");
  await resident.pressContinue();
  await resident.at("How can we contact you?");
  await resident.page.context().setOffline(false);
  await resident.page.reload();
  await expect(async () => {
    await resident.open(resident.page.url().replace(/\/pothole\/[^?]+/, "/pothole/check-answers"));
    await expect(resident.page.locator("h1")).toHaveText(/Check your answers|How can we contact you\?/, { timeout: 500 });
  }).toPass({ timeout: 10_000 });
  if ((await resident.page.locator("h1").innerText()) !== "Check your answers") await pothole.from(resident, "contact");
  await resident.at("Check your answers");
  await expect(resident.answer("Description")).toHaveText("Unsent words of a lost signal");
  await expect(resident.answer("Where it is")).toContainText("Headcorn");
  await resident.press(SEND);
  const reference = await resident.expectConfirmation();
  await expect.poll(() => effects(reference)).toHaveLength(1);
});

test("Send pressed offline survives a reload and is sent once", async ({ resident }) => {
  await pothole.until(resident, "contact");
  await resident.at("How can we contact you?");
  await resident.page.context().setOffline(true);
  await resident.pressContinue();
  await resident.at("Check your answers");
  await resident.press(SEND);
  await expect(resident.page.getByText(WAITING).first()).toBeVisible();
  const here = resident.page.url();
  await resident.page.reload().catch(() => {});
  // Leave the browser's own error page, which would reload the page as well. While a page is being
  // left for it, Chromium's emulation reports only that page as online.
  await expect(() => resident.page.goto("about:blank")).toPass();
  await resident.page.context().setOffline(false);
  const posts: string[] = [];
  resident.page.on("request", (request) => {
    if (request.method() === "POST") posts.push(request.url());
  });
  await resident.page.goto(here);
  const reference = await resident.expectConfirmation();
  expect(posts).toHaveLength(1);
  await expect.poll(() => effects(reference)).toHaveLength(1);
});

test("an abandoned Send is not sent later", async ({ resident }) => {
  await pothole.until(resident);
  await resident.waitUntilSaved();
  await resident.page.context().setOffline(true);
  await resident.press(SEND);
  await expect(resident.page.getByText(WAITING).first()).toBeVisible();
  expect(await tabStorage(resident)).toMatch(CONFIRMED);
  await resident.back();
  await resident.at("How can we contact you?");
  await expect(resident.page.getByText(WAITING)).toHaveCount(0);
  await resident.page.context().setOffline(false);
  await resident.pressContinue();
  await resident.at("Check your answers");
  await resident.page.reload();
  await resident.at("Check your answers");
  expect(await tabStorage(resident)).not.toMatch(CONFIRMED);
});

test("an address entered offline waits for its lookup before continuing", async ({ resident }) => {
  await resident.begin("missed-bin");
  await resident.at("Which address has the missed bin?");
  await resident.page.context().setOffline(true);
  await resident.type("Postcode", "ME13 9ZB");
  await resident.press("Find address");
  const notice = resident.page.locator(".govuk-notification-banner");
  await expect(notice).toContainText("We cannot look up addresses without it");
  await resident.at("Which address has the missed bin?", "no signal");
  await resident.type("Address line 1", "1 Cobnut Close");
  await resident.type("Town or city", "Faversham");
  await resident.pressContinue();
  await expect(notice).toContainText("which council this address belongs to");
  await resident.at("Which address has the missed bin?", "waiting");
  await expect(resident.page.getByLabel("Address line 1")).toHaveValue("1 Cobnut Close");
  await resident.page.context().setOffline(false);
  // It continues by itself, to the borough of the postcode.
  await missedBin.from(resident, "bins");
  await expect(resident.answer("Address")).toContainText("1 Cobnut Close");
});

test("a server that does not answer is not called a lost connection", async ({ resident }) => {
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  await resident.waitUntilSaved();
  await resident.page.route(/\/api\/v1\//, (route) => route.abort("connectionrefused"));
  await pothole.from(resident, "place", "noticed");
  const status = resident.page.locator(".app-journey-status");
  await expect(status).toContainText(phrase("journey-unreachable"));
  await expect(resident.page.locator("body")).not.toContainText("You have lost your connection");
  await resident.page.unroute(/\/api\/v1\//);
  await expect(status).toContainText(phrase("journey-reached"), { timeout: 40_000 });
  await resident.waitUntilSaved();
});

/** Records connection announcements from now on, in order. */
async function recordAnnouncements(resident: Resident): Promise<() => Promise<string[]>> {
  await resident.page.evaluate(() => {
    const announcements: string[] = [];
    Object.assign(window, { announcements });
    const last = new Map<Element, string>();
    const look = () => {
      for (const region of document.querySelectorAll("[aria-live=polite], [role=status]")) {
        const text = region.textContent?.trim() ?? "";
        if (text && text !== last.get(region)) announcements.push(text);
        last.set(region, text);
      }
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  const all = () => resident.page.evaluate(() => (window as unknown as { announcements: string[] }).announcements);
  return async () => (await all()).filter((text) => text === LOST || text === BACK);
}
