// Interface texts by key, so that a spec cannot assert the absence of a phrase that no longer
// exists.
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../app/locales/en/", import.meta.url);

/** Every single-line message, by key. */
const phrases = new Map<string, string>(
  readdirSync(folder)
    .filter((name) => name.endsWith(".ftl"))
    .flatMap((name) => readFileSync(new URL(name, folder), "utf8").split("\n"))
    .flatMap((line) => {
      const [, key, text] = /^([a-z][\w-]*) = (.+)$/.exec(line) ?? [];
      return key === undefined || text === undefined ? [] : [[key, text] as const];
    }),
);

/** The English text of a key. Throws when the key is missing or has placeholders. */
export function phrase(key: string): string {
  const text = phrases.get(key);
  if (text === undefined) throw new Error(`no English phrase has the key ${key}`);
  if (text.includes("{")) throw new Error(`${key} has placeholders: ${text}`);
  return text;
}
