// Requirements for every page: wording, print, small screens, keyboard.
import { HOME, missedBin, pothole } from "../support/journeys.js";
import { day } from "../support/environment.js";
import { expect, test } from "../support/test.js";
import { SEND } from "../support/page.js";

test("nothing scrolls sideways on the smallest phone", async ({ resident }) => {
  await resident.page.setViewportSize({ width: 320, height: 640 });
  const fits = async () => {
    const size = await resident.page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(size[0], resident.page.url()).toBeLessThanOrEqual(size[1] ?? 0);
  };
  for (const path of ["/", "/services", "/services?q=bin", "/services/pothole", "/requests", "/accessibility", "/privacy", "/cookies", "/nothing", "/cy", "/cy/services/missed-bin"]) {
    await resident.open(path);
    await fits();
  }
  await resident.begin("pothole");
  const steps = ["danger", "problem", "road", "place", "size", "noticed", "description", "contact", "check"] as const;
  for (const [place, step] of steps.entries()) {
    await fits();
    await pothole.from(resident, step, steps[place + 1]);
  }
  await fits();
  await resident.press(SEND);
  await resident.expectConfirmation();
  await fits();
  // Text to be copied by hand stays whole within its frame.
  const inside = await resident.page.locator(".app-keep").evaluate((frame) => {
    const [outer, code] = [frame.getBoundingClientRect(), frame.querySelector(".app-keep__code strong")?.getBoundingClientRect()];
    return code !== undefined && code.left >= outer.left && code.right <= outer.right;
  });
  expect(inside).toBe(true);
});

test("text of 200% runs off nowhere on a phone", async ({ resident }) => {
  await resident.page.setViewportSize({ width: 390, height: 844 });
  // Only the text grows, as with a phone's own setting: every size of the design system is in rem.
  const runsOff = (): Promise<string[]> =>
    resident.page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
      const width = document.documentElement.clientWidth;
      const hidden = ".govuk-visually-hidden, .govuk-skip-link";
      const wide = [...document.body.querySelectorAll<HTMLElement>("*")].filter((element) => {
        const { left, right, width: own } = element.getBoundingClientRect();
        return own > 0 && element.closest(hidden) === null && (right > width + 1 || left < -1);
      });
      if (document.documentElement.scrollWidth > width) wide.push(document.documentElement);
      return wide.map((element) => `${element.tagName} ${element.className}: ${element.textContent?.trim().slice(0, 60)}`);
    });
  for (const [path, host] of [
    ["/", "localhost"],
    ["/", "tunbridge-wells.localhost"],
    ["/services?q=bin", "localhost"],
    ["/topics/roads", "localhost"],
    ["/council", "localhost"],
    ["/services/missed-bin", "tunbridge-wells.localhost"],
    ["/requests", "localhost"],
    ["/accessibility", "localhost"],
    ["/privacy", "localhost"],
    ["/cookies", "localhost"],
    ["/cy", "swale.localhost"],
  ] as const) {
    await resident.open(path, host);
    expect(await runsOff(), path).toEqual([]);
  }
  // The address list, as radios and as a list to choose from.
  for (const postcode of ["ME13 9ZB", "TN1 9ZA"]) {
    await resident.begin("missed-bin", "tunbridge-wells.localhost");
    await resident.at("Which address has the missed bin?");
    await resident.type("Postcode", postcode);
    await resident.press("Find address");
    await expect(resident.page.getByRole("radio").or(resident.page.locator("select")).first()).toBeVisible();
    expect(await runsOff(), postcode).toEqual([]);
  }
  await missedBin.until(resident, "check");
  await resident.at("Check your answers");
  expect(await runsOff(), "check answers").toEqual([]);
  await resident.press(SEND);
  await resident.expectConfirmation();
  expect(await runsOff(), "confirmation").toEqual([]);
});

test("every target is at least 24 pixels high", async ({ resident }) => {
  // Each line of a link counts by itself; radios and checkboxes are covered by what is drawn.
  const small = async (): Promise<string[]> => {
    // With its style.
    await resident.page.waitForLoadState();
    return resident.page.evaluate(() => {
      const targets = document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), select, textarea, summary");
      const seen = [...targets].filter((target) => target.closest(".govuk-skip-link, .govuk-visually-hidden") === null && target.checkVisibility());
      return seen
        .filter((target) => [...target.getClientRects()].some(({ height }) => height < 24))
        .map((target) => `${target.tagName} ${target.className}: ${target.textContent?.trim().slice(0, 60)}`);
    });
  };
  for (const width of [390, 1280]) {
    await resident.page.setViewportSize({ width, height: 844 });
    for (const path of ["/", "/services", "/services?q=zeppelin", "/topics/waste", "/council", "/services/pothole", "/requests", "/accessibility", "/privacy", "/cookies", "/nothing"]) {
      await resident.open(path);
      expect(await small(), `${path} at ${width}`).toEqual([]);
    }
    await resident.begin("missed-bin");
    await resident.at("Which address has the missed bin?");
    expect(await small(), `a question at ${width}`).toEqual([]);
    await resident.press("Find address");
    await expect(resident.page.locator(".govuk-error-summary")).toBeVisible();
    expect(await small(), `an error at ${width}`).toEqual([]);
    await resident.address("ME13 9ZB", HOME);
    await missedBin.from(resident, "bins", "check");
    await resident.at("Check your answers");
    expect(await small(), `check answers at ${width}`).toEqual([]);
    await resident.press(SEND);
    await resident.expectConfirmation();
    expect(await small(), `confirmation at ${width}`).toEqual([]);
  }
});

test("in a journey the footer is one line of help", async ({ resident }) => {
  const footer = resident.page.getByRole("contentinfo");
  await resident.open("/services/missed-bin", "swale.localhost");
  await expect(footer).toContainText("help@swale.doorstep.example");
  const full = (await footer.boundingBox())?.height ?? 0;
  await resident.begin("missed-bin", "swale.localhost");
  await resident.at("Which address has the missed bin?");
  await expect(footer.getByRole("link", { name: "01632 960 300", exact: true })).toHaveAttribute("href", "tel:01632960300");
  await expect(footer.getByRole("link", { name: "Privacy" })).toBeVisible();
  await expect(footer).not.toContainText("help@swale.doorstep.example");
  const short = (await footer.boundingBox())?.height ?? full;
  expect(short).toBeLessThan(full / 2);
});

test("a missed bin is reported with the keyboard alone", async ({ resident }) => {
  const { keyboard } = resident.page;
  // Tabs until the control has focus; a control that cannot be reached times out.
  const to = async (name: string | RegExp, role: "button" | "link" | "textbox" | "radio" | "checkbox" | "combobox" = "button") => {
    const target = resident.page.getByRole(role, { name }).first();
    await expect(target).toBeVisible();
    for (let steps = 0; steps < 60; steps += 1) {
      await keyboard.press("Tab");
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`Tab never reaches ${role} ${name}`);
  };
  await resident.open("/services/missed-bin");
  await keyboard.press("Tab");
  await expect(resident.page.getByRole("link", { name: "Skip to main content" })).toBeFocused();
  await keyboard.press("Enter");
  await to("Start now");
  await keyboard.press("Enter");
  await resident.at("Which address has the missed bin?");
  await to("Postcode", "textbox");
  await keyboard.type("ME13 9ZB");
  await keyboard.press("Enter");
  await expect(resident.page.getByRole("radio").first()).toBeVisible();
  await to(/1 Cobnut Close/, "radio");
  await keyboard.press("Space");
  await keyboard.press("Enter");
  await resident.at("Which bins did we not empty?");
  await to("Recycling", "checkbox");
  await keyboard.press("Space");
  await keyboard.press("Enter");
  await resident.at("When should we have collected?");
  await to("Today", "radio");
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await expect(resident.page.getByRole("radio", { name: "Another day" })).toBeChecked();
  for (const part of ["day", "month", "year"] as const) {
    await to(new RegExp(`^${part}$`, "i"), "textbox");
    await keyboard.type(day(-1)[part]);
  }
  await keyboard.press("Enter");
  await resident.at("Do you have an assisted collection?");
  await to("Continue");
  await keyboard.press("Enter");
  await resident.expectErrors({ text: "Select yes if you have an assisted collection", field: "assisted" });
  await resident.page.getByRole("radio", { name: "Yes" }).focus();
  await keyboard.press("ArrowDown");
  await expect(resident.page.getByRole("radio", { name: "No" })).toBeChecked();
  await keyboard.press("Enter");
  await resident.at("Were the bins out by 6:30am on collection day?");
  await to("Yes", "radio");
  await keyboard.press("Space");
  await keyboard.press("Enter");
  await resident.at("Did the crew give a reason?");
  await to("The crew left a tag", "radio");
  await keyboard.press("ArrowUp");
  await expect(resident.page.getByRole("radio", { name: "No, or I do not know" })).toBeChecked();
  await keyboard.press("Enter");
  await resident.at("How can we contact you?");
  await to("Continue");
  await keyboard.press("Enter");
  await resident.at("Check your answers");
  await to(SEND);
  await keyboard.press("Enter");
  await resident.expectConfirmation();
});

test("input is kept exactly: accents, quotes and other scripts", async ({ resident }) => {
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  const odd = `O’Brien & "Söhne" <script>alert(1)</script> 日本 \u{1F6B2} Ŵyŷ`;
  await resident.type("Where exactly is it?", odd);
  await resident.pressContinue();
  await pothole.from(resident, "size");
  await expect(resident.answer("Where it is")).toHaveText(odd);
  await resident.change("Where it is");
  await expect(resident.page.getByLabel("Where exactly is it?")).toHaveValue(odd);
});
