# What a journey says around its questions. Keys here begin with ask-, form-, check-, outcome-,
# notice-, error- or value-: these go to the browser.

ask-error-prefix = Error
ask-optional = { $label } (optional)
ask-or = or
ask-day = Day
ask-month = Month
ask-year = Year
ask-up-to-characters = You can enter up to { $n } characters
ask-characters-none-left = You have 0 characters remaining
ask-characters-left = { $n ->
    [one] You have { $n } character remaining
   *[other] You have { $n } characters remaining
}
ask-characters-over = { $n ->
    [one] You have { $n } character too many
   *[other] You have { $n } characters too many
}
ask-postcode = Postcode
ask-line1 = Address line 1
ask-line2 = Address line 2 (optional)
ask-town = Town or city
ask-find-address = Find address
ask-address-manually = Enter the address manually
ask-address-not-listed = I can’t find the address in the list
ask-change-postcode = Use a different postcode
ask-change-address = Use a different address
ask-find-by-postcode = Find the address by postcode
ask-select-address = Select an address
ask-addresses-found = { $n ->
    [one] We found { $n } address for { $postcode }.
   *[other] We found { $n } addresses for { $postcode }.
}
ask-no-address-found = We could not find an address for { $postcode }. Check the postcode, or enter the address here.
ask-lookup-unavailable = We cannot look up addresses at the moment. Enter the address here.
value-yes = Yes
value-no = No
error-select-address = Select an address from the list
error-line1-required = Enter address line 1, typically the building and street
error-town-required = Enter a town or city
error-postcode-required = Enter a postcode

form-back = Back
form-continue = Continue
form-problem = There is a problem
form-error-title = Error:
form-warning = Warning
form-clear = Clear my answers
form-leave = Leave without sending
form-relay = Text relay: { $number } with 18001 in front

check-title = Check your answers
check-change = Change
check-blank = Not provided
check-privacy-title = Who gets your answers
check-privacy = We send your answers to { $authority }, which uses them to deal with this request and for nothing else.
check-privacy-link = How we look after your information
check-send-title = Now send it
check-declaration = By sending this, you confirm that your answers are correct as far as you know.
check-send = Accept and send

outcome-feedback = Tell us what you think of this service
outcome-feedback-time = (takes 30 seconds)

notice-important = Important
notice-expired-title = Your earlier answers have been cleared
notice-expired = For your privacy we clear answers that have not been used for two hours. What you entered just now is still on this page.
notice-new-version-title = This form has changed since you started
notice-new-version = We kept every answer that still fits. Check them as you go.
notice-skipped-title = Answer this question first
notice-skipped = The page you asked for depends on it.
notice-conflict-title = This page was changed somewhere else
notice-conflict = You may have it open in another tab. Nothing has been overwritten. To keep what you entered here, continue. To keep what is saved, use the link.
notice-conflict-saved = What is saved
notice-conflict-typed = What you entered here
notice-conflict-use-saved = Use what is saved
