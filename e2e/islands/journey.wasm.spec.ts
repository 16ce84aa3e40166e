// Enhancements by the island where WebAssembly runs, with plain forms as the fallback.
import type { Route } from "@playwright/test";
import { missedBin, pothole } from "../support/journeys.js";
import { day } from "../support/environment.js";
import type { Resident } from "../support/page.js";
import { expect, test } from "../support/test.js";
import { SEND } from "../support/page.js";

/** Counts the documents a tab loads from now on. */
function documents(resident: Resident): () => number {
  let loaded = 0;
  resident.page.on("request", (request) => {
    if (request.isNavigationRequest()) loaded += 1;
  });
  return () => loaded;
}

test("page changes update the URL, title and focus without loading a document", async ({ resident }) => {
  await pothole.until(resident, "problem");
  await resident.at("What is the problem?");
  const loaded = documents(resident);
  const before = resident.page.url();
  await pothole.from(resident, "problem", "place");
  await resident.at("Where exactly is it?");
  expect(loaded()).toBe(0);
  expect(resident.page.url()).toMatch(/\/services\/pothole\/place\?d=/);
  await expect(resident.page).toHaveTitle(/^Where exactly is it\? – Report a pothole or road fault – Kent County Council$/);
  // The scroll position is the top of the new page, where the heading is read first.
  const focus = await resident.page.evaluate(() => {
    const at = document.activeElement;
    return at !== null && at !== document.body && (at.matches("h1, main") || at.querySelector("h1") !== null || at.closest("h1") !== null);
  });
  expect(focus).toBe(true);
  expect(await resident.page.evaluate(() => scrollY)).toBe(0);
  await resident.page.goBack();
  await resident.at("What kind of road is it on?");
  await expect(resident.page.getByLabel("An ordinary road, street, lane or pavement in Kent")).toBeChecked();
  await resident.page.goBack();
  await resident.at("What is the problem?");
  expect(resident.page.url()).toBe(before);
  await resident.page.goForward();
  await resident.at("What kind of road is it on?");
  await pothole.from(resident, "road");
  expect(loaded()).toBe(0);
  await resident.press(SEND);
  await resident.expectConfirmation();
});

test("no error appears before Continue is pressed", async ({ resident }) => {
  await missedBin.until(resident, "contact");
  await resident.at("How can we contact you?");
  await resident.type("Email address (optional)", "not an address");
  await resident.page.getByLabel("Phone number (optional)").focus();
  await resident.page.getByLabel("Full name (optional)").focus();
  await expect(resident.page.locator(".govuk-error-message, .govuk-error-summary")).toHaveCount(0);
  await resident.pressContinue();
  await resident.expectErrors({ text: "Enter an email address in the correct format, like name@example.com", field: "email" });
});

test("WebAssembly that loads during typing keeps the input and the focus", async ({ resident }) => {
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  let release = () => {};
  const gate = new Promise<void>((open) => (release = open));
  await resident.page.route("**/*.wasm", async (route) => {
    await gate;
    await route.continue();
  });
  await resident.waitUntilSaved();
  await resident.page.reload({ waitUntil: "domcontentloaded" });
  const field = resident.page.getByLabel("Where exactly is it?");
  await field.pressSequentially("High Street, ");
  release();
  await field.pressSequentially("Headcorn, outside number 32, by the old bank", { delay: 15 });
  await resident.ready();
  await expect(field).toHaveValue("High Street, Headcorn, outside number 32, by the old bank");
  await expect(field).toBeFocused();
  const loaded = documents(resident);
  await resident.pressContinue();
  await resident.at("How big is the damage?");
  expect(loaded()).toBe(0);
});

test("without WebAssembly, or with a truncated file, the plain form works", async ({ resident }) => {
  let url = "";
  const hang = (route: Route) => void (url = route.request().url());
  const truncate = async (route: Route) => {
    const body = await whole;
    await route.fulfill({ status: 200, contentType: "application/wasm", body: body.subarray(0, body.length / 2) });
  };
  let whole: Promise<Buffer> = Promise.resolve(Buffer.alloc(0));
  for (const broken of [hang, truncate]) {
    if (broken === truncate) whole = resident.page.request.get(url).then((answer) => answer.body());
    await resident.page.route("**/*.wasm", broken);
    await resident.begin("pothole");
    await expect(resident.page.locator("h1")).toHaveText("Is the problem dangerous right now?");
    if (broken === hang) await expect.poll(() => url).not.toBe("");
    if (broken === truncate) await resident.page.waitForLoadState("networkidle");
    await resident.pressContinue();
    await expect(resident.page.locator(".govuk-error-summary")).toContainText("Select whether the problem is dangerous right now");
    expect(resident.status).toBe(422);
    await resident.choose("No, but it needs fixing");
    await resident.pressContinue();
    await expect(resident.page.locator("h1")).toHaveText("What is the problem?");
    expect(resident.status).toBe(200);
    await resident.page.unroute("**/*.wasm");
  }
});

test.describe("a WebAssembly trap", () => {
  test.use({ expectedErrors: /unreachable/ });

  test("in the middle of a page falls back to the plain form with the input", async ({ resident }) => {
    // Once `trap` is set, every call into WebAssembly fails as it does after a panic.
    await resident.page.addInitScript(() => {
      const trapping = (exports: WebAssembly.Exports) =>
        Object.fromEntries(
          Object.entries(exports).map(([name, value]) => [
            name,
            typeof value !== "function"
              ? value
              : (...given: unknown[]) => {
                  if ("trap" in window) throw new WebAssembly.RuntimeError("unreachable");
                  return value(...given);
                },
          ]),
        );
      const streaming = WebAssembly.instantiateStreaming.bind(WebAssembly);
      WebAssembly.instantiateStreaming = async (source, imports) => {
        const { instance, module } = await streaming(source, imports);
        return { instance: { exports: trapping(instance.exports) }, module };
      };
    });
    await pothole.until(resident, "place");
    await resident.at("Where exactly is it?");
    await resident.type("Where exactly is it?", "Mill Lane, by the bridge");
    await resident.waitUntilSaved();
    await resident.page.evaluate(() => Object.assign(window, { trap: true }));
    const loaded = documents(resident);
    await resident.pressContinue();
    await expect(resident.page.locator("h1")).toHaveText("How big is the damage?");
    expect(loaded()).toBeGreaterThan(0);
    // The next page is a new document with working WebAssembly, and nothing is lost.
    await pothole.from(resident, "size");
    await expect(resident.answer("Where it is")).toHaveText("Mill Lane, by the bridge");
    await resident.press(SEND);
    await resident.expectConfirmation();
  });
});

test("nodes inserted by browser extensions do not break the island", async ({ resident }) => {
  await resident.page.addInitScript(() => {
    const put = () => {
      for (const group of document.querySelectorAll(".govuk-form-group, form, main")) {
        if (group.querySelector(":scope > x-extension") !== null) continue;
        group.prepend(document.createElement("x-extension"));
        group.append(document.createElement("x-extension"), document.createComment("extension"));
      }
    };
    addEventListener("DOMContentLoaded", () => {
      put();
      new MutationObserver(put).observe(document.body, { childList: true, subtree: true });
    });
  });
  await pothole.until(resident);
  await expect(resident.answer("Where it is")).toContainText("Headcorn");
  await resident.press(SEND);
  await resident.expectConfirmation();
});

test("a page changed by browser translation still works", async ({ resident }) => {
  // Simulates browser translation: every text node, now and later, gets two <font> elements.
  await resident.page.addInitScript(() => {
    const wrap = (root: Node) => {
      const texts: Text[] = [];
      const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walk.nextNode()) texts.push(walk.currentNode as Text);
      for (const text of texts) {
        const parent = text.parentElement;
        if (!text.data.trim() || parent === null) continue;
        if (parent.closest("font, script, style, textarea, option, title") !== null) continue;
        const [outer, inner] = [document.createElement("font"), document.createElement("font")];
        text.replaceWith(outer);
        outer.append(inner);
        inner.append(text);
      }
    };
    addEventListener("DOMContentLoaded", () => {
      wrap(document.body);
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes) for (const node of addedNodes) wrap(node.nodeType === 3 ? (node.parentNode ?? node) : node);
      }).observe(document.body, { childList: true, subtree: true });
    });
  });
  await missedBin.until(resident, "assisted");
  await resident.at("Do you have an assisted collection?", "translated");
  await expect(resident.page.locator("h1 font font")).toHaveCount(1);
  await resident.pressContinue();
  await resident.expectErrors({ text: "Select yes if you have an assisted collection", field: "assisted" });
  await missedBin.from(resident, "assisted");
  await expect(resident.answer("Bins missed")).toContainText("Food waste");
  await resident.press(SEND);
  await resident.expectConfirmation();
});

test("unsent input survives a reload and a change of language", async ({ resident }) => {
  await missedBin.until(resident, "contact");
  await resident.at("How can we contact you?");
  await resident.waitUntilSaved();
  await resident.type("Full name (optional)", "Cari Example");
  await resident.page.reload();
  await resident.ready();
  await expect(resident.page.getByLabel("Full name (optional)")).toHaveValue("Cari Example");
  await resident.follow("Cymraeg");
  await resident.at("Sut gallwn ni gysylltu â chi?");
  await expect(resident.page.getByLabel("Enw llawn (dewisol)")).toHaveValue("Cari Example");
  await resident.press("Parhau");
  await resident.at("Gwiriwch eich atebion");
  await expect(resident.answer("Enw llawn")).toHaveText("Cari Example");
  // It disappears when the request is cancelled.
  await resident.row("Enw llawn").getByRole("link").click();
  await resident.type("Enw llawn (dewisol)", "Somebody Else");
  await resident.follow("Canslo’r adroddiad hwn");
  await resident.press("Ydw, canslo a dileu fy atebion");
  await expect(resident.page.locator("h1")).toHaveText(/canslo/);
  expect(await resident.page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain("Somebody Else");
});

test("unsent answers of one tab are not visible in another", async ({ resident }) => {
  await pothole.until(resident, "place");
  await resident.at("Where exactly is it?");
  await resident.page.context().setOffline(true);
  await pothole.from(resident, "place", "size");
  await resident.at("How big is the damage?");
  const storage = await resident.page.evaluate(() => [JSON.stringify({ ...sessionStorage }), JSON.stringify({ ...localStorage })]);
  expect(storage[0]).toContain("Headcorn");
  expect(storage[1]).not.toContain("Headcorn");
  await resident.page.context().setOffline(false);
});

test("a double click on Continue submits once", async ({ resident }) => {
  await missedBin.until(resident, "bins");
  await resident.at("Which bins did we not empty?");
  await resident.choose("Recycling");
  await resident.button("Continue").dblclick();
  await resident.at("When should we have collected?");
  await expect(resident.page.locator(".govuk-error-summary")).toHaveCount(0);
  await resident.date(day(-1));
  await resident.pressContinue();
  await resident.at("Do you have an assisted collection?");
});

test("addresses are looked up without loading a page", async ({ resident }) => {
  await resident.begin("missed-bin");
  await resident.at("Which address has the missed bin?");
  const loaded = documents(resident);
  const lookup = resident.page.waitForResponse(/\/api\/v1\/addresses\?postcode=ME139ZB/i);
  await resident.address("ME13 9ZB", "1 Cobnut Close");
  expect((await lookup).status()).toBe(200);
  await resident.at("Which bins did we not empty?");
  // The header and the footer are those of the council found, and nothing else has moved.
  await expect(resident.page.locator("header")).toContainText("Swale Borough Council");
  expect(loaded()).toBe(0);
});
