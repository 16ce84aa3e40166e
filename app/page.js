// The script of every page: the design system's own behaviour, and nothing else.
// Everything it does is an addition; each page is complete without it.
import { isSupported } from "govuk-frontend/dist/govuk/common/index.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { Radios as DesignSystemRadios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

// A radio may not say that it is expanded (WAI-ARIA 1.2; a checkbox may). What it reveals comes
// right after it, where readers find it.
class Radios extends DesignSystemRadios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
  }
}

// A component used by a page for the first time is added here and nowhere else.
// The error summary comes last, so that what it links to is ready before it takes the focus.
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

// Gives behaviour to every component inside `scope` that has none yet. The server's page
// calls it once; an island calls it for each page that it draws. A component that fails
// is left as the plain HTML it was.
function enhance(scope = document) {
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
        // The element stays as the server drew it.
      }
    }
  }
}

// The template of the design system does this inline; our policy forbids inline scripts.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

globalThis.doorstep = Object.assign(globalThis.doorstep ?? {}, { enhance });
enhance();
