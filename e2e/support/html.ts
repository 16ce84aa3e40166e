// Validates the HTML of every document loaded by a spec without JavaScript.
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { firstTime } from "./environment.js";

const loader = new StaticConfigLoader({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Leptos writes `<input/>`; HTML allows void elements to be closed either way.
    "void-style": "off",
    // The renderer decides white space, and it compresses well.
    "no-trailing-whitespace": "off",
    // Class names follow the design system (BEM).
    "class-pattern": "off",
    "id-pattern": "off",
    "name-pattern": "off",
    // Characters such as " are valid in text; only < and & must be escaped.
    "no-raw-characters": ["error", { relaxed: true }],
    // The design system's numbers are not meant to be dialled; ours are `tel:` links.
    "tel-non-breaking": "off",
    // Both notations of boolean attributes are equivalent.
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    // Titles consist of page, service and council, in that order, and may be long.
    "long-title": "off",
    // The renderer writes the doctype, which is case-insensitive.
    "doctype-style": "off",
    // Checkboxes of one question share a name, as radios do.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
    // The design system renders a link to the next step as a button, and a notice as a region.
    "prefer-native-element": ["error", { exclude: ["button", "region"] }],
    // The design system sets roles on its groups of fields that some screen readers need.
    "no-redundant-role": "off",
  },
});
const validator = new HtmlValidate(loader);

/** Errors in a document, one per line, or empty. Checked once per run for each path and title. */
export async function htmlErrors(path: string, html: string): Promise<string[]> {
  const title = /<title>([^<]*)/.exec(html)?.[1] ?? "";
  if (!firstTime("html", path, title)) return [];
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${path}: ${ruleId}: ${message} (${selector})`),
  );
}
