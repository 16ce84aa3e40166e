// The first page a browser loads: small, complete without any other file, and styled in full once
// the stylesheet is there, with script and without.
import { request as get } from "node:http";
import { siteUrl } from "../support/environment.js";
import { expect, test } from "../support/test.js";

/** What fits into the first round trip of a new connection (RFC 6928), in bytes. */
const ROUND_TRIP = 14_000;

const PAGES = ["/", "/services", "/services/missed-bin", "/services/pothole/danger"];

/** The bytes of a page on the wire, headers included. */
const weight = (path: string, encoding: string): Promise<number> =>
  new Promise((done, failed) => {
    const asked = get(siteUrl() + path, { agent: false, headers: { "accept-encoding": encoding } }, (response) => {
      response.resume();
      response.on("end", () => done(response.socket.bytesRead));
    });
    asked.on("error", failed);
    asked.end();
  });

test("the first page fits into one round trip", async ({ mode }) => {
  test.skip(mode !== "no-javascript", "the same in every mode");
  for (const path of PAGES) {
    for (const encoding of ["br", "gzip"]) {
      expect(await weight(path, encoding), `${path} ${encoding}`).toBeLessThanOrEqual(ROUND_TRIP);
    }
  }
});

test("the first page paints without the stylesheet, and looks the same with it", async ({ resident }) => {
  const { page } = resident;
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 844 });
    for (const path of PAGES) {
      let release = () => {};
      const held = new Promise<void>((done) => (release = done));
      await page.route("**/main-*.css", async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(siteUrl() + path, { waitUntil: "commit" });
      await expect(page.locator("footer").first()).toBeVisible();
      const before = await page.locator("h1").boundingBox();
      const header = await page.locator("header").boundingBox();
      release();
      await page.waitForLoadState("load");
      expect(await page.locator("h1").boundingBox(), `${path} at ${width}`).toEqual(before);
      expect(await page.locator("header").boundingBox(), `${path} at ${width}`).toEqual(header);
      await page.unroute("**/main-*.css");
    }
  }
});

test("the whole stylesheet applies to the first page and to later ones", async ({ resident }) => {
  // Only the stylesheet has this class.
  const width = () =>
    resident.page.evaluate(() => {
      const field = document.createElement("input");
      field.className = "govuk-input--width-2";
      document.body.append(field);
      const { maxWidth } = getComputedStyle(field);
      field.remove();
      return maxWidth;
    });
  await resident.open("/");
  await expect(resident.page.locator("style")).toHaveCount(2);
  await expect(resident.page.locator("body link[rel=stylesheet]")).toHaveCount(1);
  expect(await width()).not.toBe("none");
  await resident.page.locator("main a[href^='/services/']").first().click();
  await expect(resident.page.locator("head link[rel=stylesheet]")).toHaveCount(1);
  await expect(resident.page.locator("body link[rel=stylesheet]")).toHaveCount(0);
  expect(await width()).not.toBe("none");
});
