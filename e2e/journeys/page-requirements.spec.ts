// Requirements for every page: wording, print, small screens, keyboard, shared computers.
import { STREET, missedBin, pothole } from "../support/journeys.js";
import { day } from "../support/environment.js";
import { expect, test } from "../support/test.js";

test("clearing the answers leaves nothing on a shared computer", async ({ resident }) => {
  await missedBin.until(resident, "assisted");
  await resident.at("Do you have an assisted collection?");
  const draft = resident.page.url();
  await resident.press("Clear my answers");
  await resident.at("Your answers have been cleared");
  await resident.page.goBack();
  await resident.page.reload();
  await resident.at("Which address was missed?", "timed out");
  await expect(resident.page.getByRole("main")).not.toContainText(STREET);
  await resident.open(draft);
  await resident.at("Which address was missed?", "timed out");
  if (resident.scripted) {
    expect(await resident.page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(STREET);
  }
});

test("a draft URL is useless in another browser", async ({ resident, stranger }) => {
  await missedBin.until(resident, "date");
  await resident.at("When should we have collected?");
  await stranger.open(new URL(resident.page.url()).pathname + new URL(resident.page.url()).search);
  await expect(stranger.page.locator("h1")).toHaveText("Which address was missed?");
  await expect(stranger.page.getByRole("main")).not.toContainText(STREET);
});

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
  await resident.press("Send");
  await resident.expectConfirmation();
  await fits();
  // Text to be copied by hand stays whole within its frame.
  const inside = await resident.page.locator(".app-keep").evaluate((frame) => {
    const [outer, code] = [frame.getBoundingClientRect(), frame.querySelector(".app-keep__code strong")?.getBoundingClientRect()];
    return code !== undefined && code.left >= outer.left && code.right <= outer.right;
  });
  expect(inside).toBe(true);
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
  await resident.at("Which address was missed?");
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
  await resident.at("Do you know why the bins were not emptied?");
  await to("The crew left a tag", "radio");
  await keyboard.press("ArrowUp");
  await expect(resident.page.getByRole("radio", { name: "No, I do not know why" })).toBeChecked();
  await keyboard.press("Enter");
  await resident.at("How can we contact you?");
  await to("Continue");
  await keyboard.press("Enter");
  await resident.at("Check your answers");
  await to("Send");
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
