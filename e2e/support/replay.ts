// Replays the pages before the one a spec is about. Where no island runs, every page is a document
// and progress consists of what the browser has posted: a path this worker has already taken is
// repeated by posting the same forms with the browser's own cookies.
import { expect, type Request } from "@playwright/test";
import type { Resident } from "./page.js";
import { siteUrl } from "./environment.js";

/** A form as the browser sent it, with `DRAFT` in place of the draft id. */
type Post = { path: string; body: string };

const DRAFT = "DRAFT";

/** Posts made at each step of each service so far. */
const posts = new Map<string, Post[]>();

/** The draft id in a URL. */
const draft = (url: string): string => new URL(url, siteUrl()).searchParams.get("d") ?? "";

/** Takes a step in the browser and records its posts. */
export async function record(r: Resident, name: string, step: () => Promise<void>): Promise<void> {
  const sent: Post[] = [];
  const listen = (request: Request) => {
    if (request.method() !== "POST" || !request.isNavigationRequest()) return;
    const { pathname, search } = new URL(request.url());
    const id = draft(r.page.url());
    const without = (text: string) => (id === "" ? text : text.replaceAll(id, DRAFT));
    sent.push({ path: without(pathname + search), body: without(request.postData() ?? "") });
  };
  r.page.on("request", listen);
  await step();
  r.page.off("request", listen);
  posts.set(name, sent);
}

/**
 * Repeats as much of a service as this worker has already gone through, opens the next page and
 * returns the number of steps. The browser does not load the pages in between.
 */
export async function replay(r: Resident, service: string, steps: string[]): Promise<number> {
  const known = steps.map((step) => posts.get(`${service}/${step}`));
  const until = known.includes(undefined) ? known.indexOf(undefined) : known.length;
  if (until === 0) return 0;
  const host = siteUrl(undefined, r.port);
  const post = async (path: string, body: string): Promise<string> => {
    const headers = { origin: host, "content-type": "application/x-www-form-urlencoded" };
    const answer = await r.page.request.post(host + path, { data: body, headers, maxRedirects: 0 });
    expect(answer.status(), `${path} again`).toBe(303);
    return answer.headers()["location"] ?? "";
  };
  let at = await post(`/services/${service}/start`, "");
  const id = draft(at);
  for (const { path, body } of known.slice(0, until).flatMap((step) => step ?? [])) {
    at = await post(path.replaceAll(DRAFT, id), body.replaceAll(DRAFT, id));
  }
  await r.open(at);
  return until;
}
