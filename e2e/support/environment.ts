// The address of this run's Doorstep, and its effects visible from outside.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const requireEnv = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: the global setup did not run`);
  return value;
};

/**
 * The URL of a site, such as `maidstone.localhost`, without a trailing slash, on the run's server
 * or on one that a spec started.
 */
export const siteUrl = (host = "localhost", port = requireEnv("DOORSTEP_E2E_PORT")): string => `http://${host}:${port}`;

/** One action of the back office. */
export type Effect = {
  their_reference: string;
  destination: string;
  reference: string;
  part: string;
  service: string;
  refused: boolean;
  arrivals: number;
};

/** The back office's actions for a reference, written with or without dashes. */
export async function effects(reference: string): Promise<Effect[]> {
  const answer = await fetch(`http://127.0.0.1:${requireEnv("DOORSTEP_E2E_OFFICE")}/effects`);
  const all = (await answer.json()) as Effect[];
  return all.filter((effect) => compact(effect.reference) === compact(reference));
}

/** A reference as used in URLs. */
export const compact = (reference: string): string => reference.replaceAll("-", "");

/** A valid reference, check character included, that has not been issued. */
export function unknownReference(): string {
  const letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  const values = Array.from({ length: 9 }, () => Math.floor(Math.random() * letters.length));
  values.push(values.reduce((sum, value, place) => sum + (place + 2) * value, 0) % letters.length);
  const text = values.map((value) => letters[value]).join("");
  return `${text.slice(0, 3)}-${text.slice(3, 7)}-${text.slice(7)}`;
}

/** The mails that name a reference, as text. */
export function mails(reference: string): string[] {
  const folder = join(requireEnv("DOORSTEP_E2E_FOLDER"), "mail");
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    // The folder is created with the first mail.
  }
  return names
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .filter((mail) => mail.includes(reference));
}

/** Whether this is the first call with these arguments, across all workers of the run. */
export function firstTime(...what: string[]): boolean {
  const name = createHash("sha256").update(what.join("\n")).digest("hex");
  try {
    mkdirSync(join(requireEnv("DOORSTEP_E2E_FOLDER"), `looked-${name}`));
    return true;
  } catch {
    return false;
  }
}

/** The server's log so far. */
export const log = (): string =>
  readFileSync(join(requireEnv("DOORSTEP_E2E_FOLDER"), "doorstep.log"), "utf8");

/** The page count of a PDF, from its own objects. */
export function pagesOf(pdf: Buffer): number {
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

/** A calendar day in London, relative to today, as people type it. */
export function day(fromToday: number): { day: string; month: string; year: string } {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/London",
    day: "numeric",
    month: "numeric",
    year: "numeric",
  }).formatToParts(Date.now() + fromToday * 86_400_000);
  const part = (type: string) => parts.find((found) => found.type === type)?.value ?? "";
  return { day: part("day"), month: part("month"), year: part("year") };
}
