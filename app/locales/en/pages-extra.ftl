### Question pages.

journey-feedback = Tell us what you think of this service (takes 30 seconds)
journey-not-saved-title = We could not save this page
journey-not-sent-title = Your request has not been sent yet

## Around every page.

layout-navigation = Service information
layout-contact-name-phone = Phone
layout-contact-name-out-of-hours = Phone, when we are closed
layout-contact-name-relay = Relay UK
layout-contact-note-relay = If you cannot hear or speak on the phone
layout-contact-name-email = Email
layout-contact-name-counter = In person
layout-contact-name-website = Website
journey-reviewed-title = Your answers have changed
journey-reviewed-text = Your answers changed after you opened this page, so nothing has been sent. Check them again before you send them.

layout-breadcrumbs = Where you are
page-cleared-title = Your answers have been cleared
page-cleared-text = Nothing has been sent, and nothing you typed is left on this device.
problem-410-title = This link no longer works
problem-410-text = It has been used or is too old. Nothing you sent has been lost.
problem-421-title = No council answers at this address
problem-421-text = Check the web address, or start from your council’s own website.

## Privacy.

page-privacy-retention-years =
    { $n ->
        [one] { $n } year
       *[other] { $n } years
    }

## 500 and 503, where what was posted is still in the page.

problem-kept = What you typed is kept in this page, and has not been saved yet.
journey-gone-title = Your answers are no longer here
journey-gone-text = We delete your answers when you clear them, and when you do nothing for 2 hours. Nothing has been sent. You can start again on this page.
