// The HTML of every document any spec without JavaScript is given, held to the standard.
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { first } from "./place.js";

const loader = new StaticConfigLoader({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Leptos writes `<input/>`; both ways of closing a void element are HTML.
    "void-style": "off",
    // White space is the renderer's, and compresses to nothing.
    "no-trailing-whitespace": "off",
    // Names of classes are the design system's (BEM).
    "class-pattern": "off",
    "id-pattern": "off",
    "name-pattern": "off",
    // Characters such as " stand in text as they are; only < and & must not.
    "no-raw-characters": ["error", { relaxed: true }],
    // The design system's numbers are for reading, not for ringing; ours are `tel:` links.
    "tel-non-breaking": "off",
    // Boolean attributes in either way of writing mean the same.
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    // Titles name page, service and council, in that order, and may be long.
    "long-title": "off",
    // The doctype is written by the renderer; its case means nothing.
    "doctype-style": "off",
    // Checkboxes of one question share its name, as radios do.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
    // The design system draws a link that acts as the next step as a button, and a notice as a
    // region.
    "prefer-native-element": ["error", { exclude: ["button", "region"] }],
    // The design system gives its groups of fields a role that some screen readers need told.
    "no-redundant-role": "off",
  },
});
const validator = new HtmlValidate(loader);

/** What is wrong with a document, in lines; empty when nothing is. Once a run for each path and title. */
export async function mistakes(path: string, html: string): Promise<string[]> {
  const title = /<title>([^<]*)/.exec(html)?.[1] ?? "";
  if (!first("html", path, title)) return [];
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${path}: ${ruleId}: ${message} (${selector})`),
  );
}
