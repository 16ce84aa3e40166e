// The script of every page: the design system's behaviour, and how long a page with somebody's
// answers stays on the screen. It is all progressive enhancement; each page works without it.
import { isSupported } from "govuk-frontend/dist/govuk/common/index.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount as DesignSystemCharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { Radios as DesignSystemRadios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

import { watch } from "./stay.js";

// A radio must not have aria-expanded (WAI-ARIA 1.2; a checkbox may). The content it reveals comes
// directly after it, where screen reader users find it.
class Radios extends DesignSystemRadios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
  }
}

// Marks that mean nothing wherever they stand: the server drops them (shared/src/question/invisible.rs).
const IGNORED = /[\u00ad\u034f\u17b4\u17b5\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0]/gu;

// Counts what the server counts (shared/src/question/text.rs): Unicode characters, each line end as
// one, without the white space at both ends. The design system's own count is of UTF-16 units, or of
// what looks like one character.
class CharacterCount extends DesignSystemCharacterCount {
  updateCount() {
    if (this.config.countType === "words") return super.updateCount();
    this.count = [...this.$textarea.value.replace(IGNORED, "").trim()].length;
  }
}

// The only list to extend when a page uses a component for the first time.
// The error summary comes last, so that its targets are ready before it takes the focus.
const components = [
  Button,
  CharacterCount,
  Checkboxes,
  Radios,
  NotificationBanner,
  ServiceNavigation,
  SkipLink,
  ErrorSummary,
];

// Initialises every uninitialised component inside `scope`. The server's page calls it once; an
// island calls it for each page it draws. A component that fails is left as plain HTML.
function enhance(scope = document) {
  if (scope instanceof Element && scope.matches(".app-journey-status")) return keepClear(scope);
  if (!isSupported()) return;
  for (const Component of components) {
    const name = Component.moduleName;
    const fresh = `[data-module="${name}"]:not([data-${name}-init])`;
    const found = [...scope.querySelectorAll(fresh)];
    if (scope instanceof Element && scope.matches(fresh)) found.unshift(scope);
    for (const element of found) {
      try {
        new Component(element);
      } catch {
        // The element stays as the server rendered it.
      }
    }
  }
}

// The status line of an island sticks to the top of the window. What has focus is scrolled from
// beneath it, when the line appears or grows and whenever the focus moves.
function keepClear(status) {
  const clear = () => {
    const sticks = getComputedStyle(status).position === "sticky";
    const height = sticks ? status.offsetHeight : 0;
    document.documentElement.style.scrollPaddingTop = height > 0 ? `${height}px` : "";
    const focused = document.activeElement;
    if (height === 0 || focused === document.body || !status.parentElement.contains(focused)) return;
    const [line, place] = [status.getBoundingClientRect(), focused.getBoundingClientRect()];
    if (place.top < line.bottom && place.bottom > line.top) focused.scrollIntoView();
  };
  new ResizeObserver(clear).observe(status);
  document.addEventListener("focusin", clear);
}

// Replaces the header, the footer and the colours with those of another page of this site, given as
// HTML. An island calls it when an answer decides which council serves the person.
function reframe(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const pairs = [".govuk-template__header", ".govuk-template__footer"].map((part) =>
    [document, page].map((one) => one.querySelector(part)),
  );
  if (pairs.flat().includes(null)) return false;
  for (const [now, fresh] of pairs) {
    const focused = [...now.querySelectorAll("a, button")].indexOf(document.activeElement);
    now.replaceWith(fresh);
    enhance(fresh);
    fresh.querySelectorAll("a, button")[focused]?.focus();
  }
  document.documentElement.dataset.brand = page.documentElement.dataset.brand;
  return true;
}

// The design system's template does this inline; the content security policy forbids that.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

globalThis.doorstep = Object.assign(globalThis.doorstep ?? {}, { enhance, reframe });
enhance();
watch();
