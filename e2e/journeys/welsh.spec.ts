// The interface and the missed bin service in Welsh, from the home page to feedback.
import { missedBin } from "../support/journeys.js";
import { day, effects, mails } from "../support/environment.js";
import type { Resident } from "../support/page.js";
import { expect, test } from "../support/test.js";

/** English words that do not occur in Welsh sentences. */
const ENGLISH =
  /\b(the|your|you|and|not|are|was|were|what|when|where|which|this|that|with|from|have|has|will|enter|select|continue|search|address|council|request|answer|answers|bins|collected|optional)\b/i;

/** Expects a page in Welsh: language, heading, and no English except names and marked text. */
async function expectWelsh(resident: Resident, heading: string | RegExp): Promise<void> {
  await resident.at(heading);
  await expect(resident.page.locator("html")).toHaveAttribute("lang", "cy");
  const text = await resident.page.getByRole("main").evaluate((main) => {
    const copy = main.cloneNode(true) as Element;
    for (const name of copy.querySelectorAll("[translate=no], [lang=en], script, style")) name.remove();
    return copy.textContent ?? "";
  });
  expect(ENGLISH.exec(text)?.[0], `English on ${resident.page.url()}: ${text}`).toBeUndefined();
}

test("a missed bin is reported in Welsh from beginning to end", async ({ resident }) => {
  const address = `cari.${Math.random().toString(36).slice(2, 8)}@resident.example`;
  const r = resident;
  await r.open("/cy", "swale.localhost");
  await expectWelsh(r, "Un lle i Swale a Chaint");
  await r.follow("Rhoi gwybod am fin na chafodd ei gasglu");
  await expectWelsh(r, "Rhoi gwybod am fin na chafodd ei gasglu");
  await r.page.locator(".govuk-button--start").click();
  await expectWelsh(r, "Pa gyfeiriad sydd â’r bin na chafodd ei gasglu?");
  await r.press("Dod o hyd i gyfeiriad");
  await expect(r.page.locator(".govuk-error-summary")).toContainText("Rhowch god post y cyfeiriad sydd â’r bin na chafodd ei gasglu");
  await expect(r.page.locator(".govuk-error-summary")).toContainText("Mae problem wedi codi");
  await expect(r.page).toHaveTitle(/^Gwall: /);
  await r.type("Cod post", "ME13 9ZB");
  await r.press("Dod o hyd i gyfeiriad");
  await r.page.getByRole("radio", { name: "1 Cobnut Close" }).first().check();
  await r.press("Parhau");
  await expectWelsh(r, "Pa finiau na wnaethom eu gwagio?");
  await r.choose("Sbwriel");
  await r.press("Parhau");
  await expectWelsh(r, "Pryd ddylem ni fod wedi casglu?");
  const { day: d, month, year } = day(-1);
  await r.choose("Diwrnod arall");
  await r.type("Diwrnod", d);
  await r.type("Mis", month);
  await r.type("Blwyddyn", year);
  await r.press("Parhau");
  await expectWelsh(r, "A oes gennych gasgliad â chymorth?");
  await r.choose("Nac oes");
  await r.press("Parhau");
  await expectWelsh(r, /^A oedd y biniau allan erbyn .+ ar y diwrnod casglu\?$/);
  await r.choose("Oedd");
  await r.press("Parhau");
  await expectWelsh(r, "A roddodd y criw reswm?");
  await r.choose("Naddo, neu nid wyf yn gwybod");
  await r.press("Parhau");
  await expectWelsh(r, "Sut gallwn ni gysylltu â chi?");
  await r.type("Cyfeiriad e-bost (dewisol)", address);
  await r.press("Parhau");
  await expectWelsh(r, "Gwiriwch eich atebion");
  await expect(r.answer("Casgliad â chymorth")).toHaveText("Nac oes");
  await r.press("Anfon eich adroddiad");
  await expectWelsh(r, "Mae gennym eich adroddiad");
  const reference = await r.page.locator(".govuk-panel__body [translate=no]").innerText();
  await expect.poll(() => effects(reference)).toHaveLength(1);
  await r.waitForStatus("Wedi’i gwblhau");
  await expect.poll(() => mails(reference).length).toBeGreaterThan(0);
  await r.follow(/Dywedwch wrthym beth yw eich barn/);
  await r.at(/Pa mor fodlon/);
  await expect(r.page.locator("html")).toHaveAttribute("lang", "cy");
});

test("changing the language keeps the answers", async ({ resident }) => {
  await missedBin.until(resident, "assisted");
  await resident.at("Do you have an assisted collection?");
  await resident.follow("Cymraeg");
  await resident.at("A oes gennych gasgliad â chymorth?");
  await resident.choose("Nac oes");
  await resident.press("Parhau");
  await resident.at(/^A oedd y biniau allan/);
  await resident.follow("English");
  await missedBin.from(resident, "out");
  await expect(resident.answer("Address")).toContainText("1 Cobnut Close");
  await expect(resident.answer("Bins missed")).toContainText("Food waste");
});

test("an English-only service says so in Welsh and marks its text as English", async ({ resident }) => {
  await resident.open("/cy/services");
  await resident.at("Pob gwasanaeth");
  await expect(resident.page.getByRole("main")).toContainText("Yn Saesneg yn unig");
  await expectWelsh(resident, "Pob gwasanaeth");
  const link = resident.page.getByRole("main").getByRole("link", { name: "Report a pothole or road fault" });
  await expect(link).toHaveAttribute("lang", "en");
  await link.click();
  // The service's own pages are in English throughout and marked as English.
  await resident.at("Report a pothole or road fault", "from Welsh");
  await expect(resident.page.locator("html")).toHaveAttribute("lang", "en");
  await resident.page.locator(".govuk-button--start").click();
  await resident.at("Is the problem dangerous right now?");
  await expect(resident.page.locator("html")).toHaveAttribute("lang", "en");
});

test("pages outside services are in Welsh too", async ({ resident }) => {
  for (const path of ["/cy/council", "/cy/topics/waste", "/cy/requests", "/cy/accessibility", "/cy/cookies", "/cy/nid-yma"]) {
    await resident.open(path);
    await expectWelsh(resident, /./);
  }
});
