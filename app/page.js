// The script of every page: the design system's behaviour, and nothing else.
// It is all progressive enhancement; each page works without it.
import { isSupported } from "govuk-frontend/dist/govuk/common/index.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { Radios as DesignSystemRadios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { ServiceNavigation } from "govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";

// A radio must not have aria-expanded (WAI-ARIA 1.2; a checkbox may). The content it reveals comes
// directly after it, where screen reader users find it.
class Radios extends DesignSystemRadios {
  syncConditionalRevealWithInputState(input) {
    super.syncConditionalRevealWithInputState(input);
    input.removeAttribute("aria-expanded");
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

// The design system's template does this inline; the content security policy forbids that.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

globalThis.doorstep = Object.assign(globalThis.doorstep ?? {}, { enhance });
enhance();
