### What every page has: title, header, contact line, footer.

## The browser’s title, skip link and error prefix.

layout-title = { $page } – { $authority }
layout-title-error = Error: { $title }
layout-skip = Skip to main content
layout-back = Back

## Header and service navigation.

layout-product = Online services
layout-menu = Menu
layout-menu-label = Services menu
layout-nav-home = Home
layout-nav-services = All services
layout-nav-requests = Find a request
layout-navigation = Service information
layout-breadcrumbs = Where you are

## Languages, each named in itself.

layout-language-label = Language
layout-language-en = English
layout-language-cy = Cymraeg

## Phase banner.

layout-phase-demo = Demonstration
layout-phase-demo-text = This is a demonstration. Nothing you send reaches a council. Addresses are invented.

## The contact line: in the same place on every page.

layout-contact-title = Need help? Contact { $authority }
layout-contact-name-phone = Phone
layout-contact-name-out-of-hours = Phone, when we are closed
layout-contact-name-relay = Relay UK
layout-contact-note-relay = If you cannot hear or speak on the phone
layout-contact-name-email = Email
layout-contact-name-counter = In person
layout-contact-name-website = Website

## Footer.

layout-footer-label = Support links
layout-footer-accessibility = Accessibility statement
layout-footer-privacy = Privacy
layout-footer-cookies = Cookies
layout-footer-api = For developers
layout-footer-made-with = Made with Doorstep, open source software

## How long a form stays on the screen.

layout-stay-note = If other people use this device: this page stays on the screen until you close it. Close it when you have finished.
layout-stay-title = Do you need more time?
layout-stay-more = We delete your answers when you have saved no page for 2 hours. That is in less than 10 minutes.
layout-stay-last = We cannot keep your answers any longer, and delete them in less than 10 minutes. Send your request now, or start again later.
layout-stay-go-on = Yes, keep my answers
layout-stay-close = Close this message
layout-stay-failed = We could not reach our service. Try again.

## Small words many pages share.

layout-warning = Warning
layout-important = Important
layout-success = Success
layout-print-how = To print or save this page, use your browser’s print command.
layout-phone-relay = Relay UK: 18001 then { $number }
