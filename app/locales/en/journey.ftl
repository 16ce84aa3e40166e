### Question pages, check answers, and what the island says while the browser works.

## Buttons and links of every question page.

journey-continue = Continue
journey-start = Start now
journey-start-again = Start again
journey-clear = Clear my answers
journey-leave = Stop without sending
journey-feedback = Tell us what you think of this service (takes 30 seconds)
journey-optional = { $label } (optional)
journey-or = or
journey-yes = Yes
journey-no = No

## Answers as they are read back.

answer-yes = Yes
answer-no = No
answer-declared = Confirmed

## Address questions.

journey-address-postcode = Postcode
journey-address-find = Find address
journey-address-finding = Looking for addresses
journey-address-choose = Choose an address
journey-address-found =
    { $n ->
        [one] { $n } address found for { $postcode }
       *[other] { $n } addresses found for { $postcode }
    }
journey-address-none = We have no addresses for { $postcode }. Check the postcode, or enter the address yourself.
journey-address-failed = We cannot look up addresses just now. Enter the address yourself.
journey-address-manual = Enter the address yourself
journey-address-without = Continue without an address
journey-address-not-listed = The address is not listed
journey-address-search-again = Search for another postcode
journey-address-change = Change the address
journey-address-find-by-postcode = Find the address by postcode
journey-address-line1 = Address line 1
journey-address-line2 = Address line 2 (optional)
journey-address-town = Town or city

## The character count. The page code hands `{n}` to the design system’s script as its own placeholder.

journey-count-hint =
    { $n ->
        [one] You can enter up to { $n } character
       *[other] You can enter up to { $n } characters
    }
journey-count-left =
    { $n ->
        [one] You have { $n } character remaining
       *[other] You have { $n } characters remaining
    }
journey-count-none-left = You have 0 characters remaining
journey-count-over =
    { $n ->
        [one] You have { $n } character too many
       *[other] You have { $n } characters too many
    }

## Check answers.

journey-check-title = Check your answers
journey-check-change = Change
journey-check-blank = Not answered
journey-check-send-title = Now send your request
journey-check-declaration = By sending it you confirm that your answers are correct, as far as you know.
journey-check-send = Send
journey-check-privacy = How we use what you tell us
journey-check-privacy-text = { $authority } uses your answers to deal with this request, and keeps them for no longer than it needs to.
journey-check-recipients = Who will get your request
journey-check-not-ready = Some questions still need an answer.
journey-reviewed-title = Your answers have changed
journey-reviewed-text = Your answers changed after you opened this page, so nothing has been sent. Check them again before you send them.

## Outcome pages.

journey-outcome-services = See all services

## What the island announces. Each is said once, politely.

journey-offline = You have lost your connection. You can carry on: your answers are kept in this tab.
journey-online = Your connection is back.
journey-waiting-to-send = Your request has not been sent yet. We will send it once, as soon as your connection is back. Keep this tab open.
journey-not-sent-title = Your request has not been sent yet
journey-sending = Sending your request
journey-not-saved = We could not save this page yet. Your answers are kept in this tab, and we will try again.
journey-not-saved-title = We could not save this page
journey-restored = We have put back what you typed before.
journey-changed-version-title = This form has changed since you started
journey-changed-version-text = We have kept the answers that still fit. Check them as you go on.
journey-asked-anew-title = We need to ask this again
journey-asked-anew-text = The question depends on the council’s rules, and they are not the same as when you answered it.
journey-skipped-text = The page you asked for depends on the answer to this one.

## An expired draft, where nothing that was just typed is lost.

journey-expired-title = Your answers are no longer here
journey-expired-text = We delete your answers when you clear them, when you do nothing for 2 hours, and 12 hours after you start. Unless you sent them before and have a reference, nothing has been sent.
journey-expired-kept = We have kept what you typed on the last page. Answer the earlier questions again to get back to it.
journey-gone-title = Your answers are no longer here
journey-gone-text = We delete your answers when you clear them, when you do nothing for 2 hours, and 12 hours after you start. If you sent them before, your request is with us: use its reference to find it. If you did not, nothing has been sent and you can start again on this page.

## Two tabs or windows with the same page.

journey-conflict-title = You changed this page in another tab
journey-conflict-text = We have not saved what you just typed, because there are newer answers to this page. Choose which to keep.
journey-conflict-saved = Saved in the other tab
journey-conflict-typed = What you just typed
journey-conflict-keep-typed = Keep what I just typed
journey-conflict-keep-saved = Keep the saved answers

## The signal is lost, and something needs it.

journey-no-signal-title = You have lost your connection
journey-no-signal-look-up = We cannot look up addresses without it. Wait until it is back and search again, or enter the address yourself.
journey-no-signal-clear = Your answers cannot be cleared until it is back. Nothing has been sent. If you cannot wait, close this tab: what is in it goes with it, and we delete the rest after 2 hours.
journey-no-signal-area = We need it to see which council this address belongs to. What you typed is kept in this tab, and we will go on as soon as your connection is back.
journey-sending-resumed = You pressed Send before. We are sending your request now.
