// Why there are no answers; how long they stay, and how to keep them.
import { STREET, missedBin, pothole } from "../support/journeys.js";
import { NoCookies } from "../support/no-cookies.js";
import { Resident } from "../support/page.js";
import { phrase } from "../support/phrases.js";
import { expect, test } from "../support/test.js";

test("a draft URL is useless in another browser, which says why", async ({ resident, stranger }) => {
  await missedBin.until(resident, "date");
  await resident.at("When should we have collected?");
  await resident.waitUntilSaved();
  await stranger.open(new URL(resident.page.url()).pathname + new URL(resident.page.url()).search);
  await stranger.at("We cannot show these answers");
  await expect(stranger.page.getByRole("main")).not.toContainText(STREET);
});

test("a browser that refuses cookies is told at once, and can call 999", async ({ browser, contextOptions, javaScriptEnabled, mode }) => {
  const proxy = await NoCookies.start();
  const context = await browser.newContext({
    ...contextOptions,
    javaScriptEnabled,
    proxy: { server: proxy.url, bypass: "<-loopback>" },
  });
  try {
    if (mode === "wasm-blocked") await context.route("**/*.wasm", (route) => route.abort());
    const resident = new Resident(await context.newPage(), mode);
    await resident.begin("pothole");
    await resident.at("Is the problem dangerous right now?", "no cookies");
    const main = resident.page.getByRole("main");
    await expect(main).toContainText(phrase("journey-no-cookies-title"));
    // Going on leads to the reason with a number, and not to the start again. The island finds out
    // when it saves the second page.
    await pothole.from(resident, "danger", mode === "javascript" ? "road" : "problem");
    await resident.at("You need to allow cookies to use this form");
    await expect(main.getByRole("link", { name: /^01632/ })).toBeVisible();
    await resident.begin("pothole");
    await resident.at("Is the problem dangerous right now?", "no cookies");
    await resident.choose("Yes, someone is hurt or a life is at risk");
    await resident.pressContinue();
    await resident.at("Call 999 now");
  } finally {
    await context.close();
    await proxy.close();
  }
});

test("answers are kept on the device only by choice, also when the browser is closed", async ({ resident }) => {
  await pothole.until(resident, "size");
  await resident.at("How big is the damage?");
  await resident.waitUntilSaved();
  await resident.follow("Finish later on this device");
  await resident.at("Keep your answers on this device for 7 days");
  await expect(resident.page.getByRole("main")).toContainText(phrase("page-keep-shared"));
  await resident.press("Keep my answers");
  await resident.at("Your answers are kept on this device");
  // Closing a browser ends its session cookies.
  const context = resident.page.context();
  const kept = (await context.cookies()).filter(({ expires }) => expires > 0);
  expect(kept.map(({ name }) => name)).toEqual(["doorstep_kept"]);
  await context.clearCookies();
  await context.addCookies(kept);
  await resident.open("/services/pothole");
  await resident.follow("Carry on with them, or delete them");
  await resident.at("Your answers are kept on this device", "again");
  await resident.press("Carry on");
  await resident.at("How big is the damage?");
  await resident.back();
  await expect(resident.page.getByLabel("Where exactly is it?")).toHaveValue(/Headcorn/);
  await resident.follow("Cancel this report");
  await resident.press("Yes, cancel and delete my answers");
  await resident.open("/services/pothole");
  await expect(resident.page.getByRole("main")).not.toContainText("Carry on with them");
});

test("before the time is up the page asks, and an answer keeps the answers", async ({ resident }) => {
  test.skip(!resident.scripted, "needs a script");
  const { page } = resident;
  await page.clock.install();
  let left = 590;
  const asked: string[] = [];
  await page.route(/\/api\/v1\/drafts\/[^/]+\/time/, async (route) => {
    asked.push(route.request().method());
    if (route.request().method() === "POST") left = 7200;
    await route.fulfill({ json: { seconds_left: left, may_extend: true } });
  });
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  await resident.waitUntilSaved();
  await resident.type("Where exactly is it?", "Behind the church");
  await page.clock.fastForward("01:51:00");
  const dialog = page.getByRole("alertdialog", { name: "Do you need more time?" });
  await expect(dialog).toBeVisible();
  await expect(resident.button("Yes, keep my answers")).toBeFocused();
  await resident.press("Yes, keep my answers");
  await expect(dialog).toBeHidden();
  expect(asked).toContain("POST");
  await expect(page.getByLabel("Where exactly is it?")).toHaveValue("Behind the church");
});

test("when the time is up the page blanks itself, but not while offline", async ({ resident }) => {
  test.skip(!resident.scripted, "needs a script");
  const { page } = resident;
  await page.clock.install();
  await missedBin.until(resident, "assisted");
  await resident.at("Do you have an assisted collection?");
  await resident.waitUntilSaved();
  await resident.choose("Yes");
  await resident.type("Where are the bins kept?", "Under the stairs of the shared hall");
  await page.context().setOffline(true);
  await page.clock.fastForward("03:00:00");
  await expect(page.getByLabel("Where are the bins kept?")).toHaveValue(/stairs/);
  await page.route(/\/api\/v1\/drafts\/[^/]+\/time/, (route) => route.fulfill({ status: 410, json: {} }));
  // The page that is loaded instead says what the server knows.
  const loaded = page.waitForEvent("domcontentloaded");
  await page.context().setOffline(false);
  await page.clock.fastForward("00:01:00");
  await loaded;
  await resident.ready();
  const held = await page.evaluate(() =>
    JSON.stringify([{ ...sessionStorage }, [...document.querySelectorAll("input, textarea")].map((field) => (field as HTMLInputElement).value)]),
  );
  expect(held).not.toContain("stairs");
});

test("without a script the page says that it stays", async ({ resident }) => {
  test.skip(resident.scripted, "only without a script");
  await pothole.until(resident, "danger");
  const note = resident.page.locator(".app-stay-note");
  await expect(note).toBeVisible();
  await expect(note).toHaveText(phrase("layout-stay-note"));
  await resident.follow("Cancel this report");
  await resident.press("Yes, cancel and delete my answers");
  await expect(resident.page.locator("main noscript > p")).toHaveText(phrase("page-missing-other-tabs"));
});
