### Words that pages need beside those of the other files.

## Answers as people read them back.

answer-yes = Yes
answer-no = No
answer-declared = Confirmed

## Question pages.

journey-address-find-by-postcode = Find the address by its postcode
journey-feedback = Tell us what you think of this service (takes 30 seconds)
journey-check-declaration = By sending this you confirm that, as far as you know, your answers are correct.
journey-changed-version-title = This form has changed since you started
journey-changed-version-text = We have kept the answers that still fit. Please check them.
journey-skipped-text = The page you asked for comes after this question.
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
