// The pages before the one that a spec is about. Where no island runs, every page is a document
// and what a person has done so far is what the browser has posted: a walk that this worker has
// made is made again by posting the same forms, with the browser's own cookies.
import { expect, type Request } from "@playwright/test";
import type { Resident } from "./page.js";
import { door } from "./place.js";

/** A form as the browser sent it, with `DRAFT` where the draft was named. */
type Post = { path: string; body: string };

const DRAFT = "DRAFT";

/** What was posted at each step of each service that was walked. */
const posts = new Map<string, Post[]>();

/** The draft that an address names. */
const draft = (url: string): string => new URL(url, door()).searchParams.get("d") ?? "";

/** Takes a step in the browser, and keeps what it posted. */
export async function noted(r: Resident, name: string, step: () => Promise<void>): Promise<void> {
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
 * Goes through a service as far as this worker has gone through it before, and opens the page
 * that comes then: how many of the steps that was. The browser sees nothing of the pages between.
 */
export async function repeated(r: Resident, service: string, steps: string[]): Promise<number> {
  const known = steps.map((step) => posts.get(`${service}/${step}`));
  const until = known.includes(undefined) ? known.indexOf(undefined) : known.length;
  if (until === 0) return 0;
  const host = door(undefined, r.port);
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
