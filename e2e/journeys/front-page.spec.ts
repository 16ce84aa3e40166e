// What a council puts on its front page by itself: announcements without a build, and its brand.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Deployment, root } from "../support/deployment.js";
import { Resident } from "../support/page.js";
import { expect, test } from "../support/test.js";

/** The councils of the settings, the first with a logo and an icon in this folder. */
function branded(images: string): string {
  const image = (name: string, text: string): string => {
    const file = join(images, name);
    writeFileSync(file, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 50">${text}</svg>`);
    return file;
  };
  const logo = image("logo.svg", '<circle cx="25" cy="25" r="20" fill="#fff"/><path d="M60 10h80v30h-80z" fill="#fff"/>');
  const icon = image("icon.svg", '<circle cx="25" cy="25" r="20" fill="#7a2f68"/>');
  const all = readFileSync(join(root, "server/doorstep.toml"), "utf8");
  const accent = 'accent = "#7a2f68"\n';
  const councils = all.slice(all.indexOf("[[authorities]]"));
  const own = councils.replace(accent, `${accent}logo = "${logo}"\nicon = "${icon}"\n`);
  if (own === councils) throw new Error("the first council has another accent");
  return `\n${own}`;
}

let deployment: Deployment | undefined;
let images: string | undefined;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  images = mkdtempSync(join(tmpdir(), "doorstep-brand-"));
  deployment = await Deployment.build({}, branded(images));
  await deployment.serve();
});
test.afterAll(async () => {
  await deployment?.close();
  if (images !== undefined) rmSync(images, { recursive: true, force: true });
});

test("a logo stands in place of the name, and is the name to whoever cannot see it", async ({ resident: { page, mode } }) => {
  const resident = new Resident(page, mode, deployment?.port);
  await resident.open("/");
  await resident.at("One place for Kent and your borough", "logo");
  const logo = page.getByRole("banner").getByRole("img", { name: "Kent County Council" });
  await expect(logo).toBeVisible();
  // It was loaded under the content security policy: 40 pixels high, in its own proportions.
  expect(await logo.evaluate((image: HTMLImageElement) => [image.naturalWidth > 0, image.width, image.height])).toEqual([true, 120, 40]);
  const icon = await page.locator("link[rel=icon]").getAttribute("href");
  expect((await page.request.get(new URL(icon ?? "", page.url()).href)).headers()["content-type"]).toBe("image/svg+xml");
  await resident.open("/", "swale.localhost");
  await resident.at("One place for Swale and Kent", "name");
  await expect(page.getByRole("banner").getByRole("img")).toHaveCount(0);
  await expect(page.getByRole("banner")).toContainText("Swale Borough Council");
});

test("an announcement appears without a build, where it belongs", async ({ resident: { page, mode } }) => {
  const resident = new Resident(page, mode, deployment?.port);
  const file = join(deployment?.services ?? "", "announcements.toml");
  const text = 'text = { en = "Bins are collected a day later.", cy = "Cesglir biniau ddiwrnod yn hwyrach." }';
  writeFileSync(file, `[[announcements]]\nauthorities = ["swale"]\nservices = ["missed-bin"]\nuntil = "2199-12-31"\n${text}\n`);
  const news = page.getByRole("region", { name: "Important" });
  await expect(async () => {
    await resident.open("/", "swale.localhost");
    await expect(news).toHaveText(/Bins are collected a day later\./, { timeout: 200 });
  }).toPass({ intervals: [500], timeout: 20_000 });
  await resident.at("One place for Swale and Kent", "announcement");
  await resident.follow("Report a missed bin");
  await resident.at("Report a missed bin", "announcement");
  await expect(news).toContainText("a day later");
  await resident.follow("Cymraeg");
  await expect(page.getByRole("region", { name: "Pwysig" })).toContainText("ddiwrnod yn hwyrach");
  await resident.open("/services/missed-bin");
  await expect(news).toContainText("Swale Borough Council: Bins are collected a day later.");
  await resident.open("/", "maidstone.localhost");
  await expect(news).toHaveCount(0);
  rmSync(file);
  await expect(async () => {
    await resident.open("/", "swale.localhost");
    await expect(news).toHaveCount(0, { timeout: 200 });
  }).toPass({ intervals: [500], timeout: 20_000 });
});
