### Question pages, check answers, and what the island says while the browser works.

## Buttons and links of every question page.

journey-continue = Continue
journey-start = Start now
journey-start-again = Start again
journey-clear = Clear my answers
journey-cancel-report = Cancel this report
journey-cancel = Cancel this request
journey-keep = Finish later on this device
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
journey-address-found-none = No addresses found for { $postcode }
journey-address-read-as = You entered { $typed }. We read it as { $postcode }.
journey-address-use = Use { $postcode }
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
journey-address-abroad = The address is outside the UK
journey-address-in-the-uk = The address is in the UK
journey-address-abroad-town = Town, city or region (optional)
journey-address-abroad-postcode = Postal code or ZIP code (optional)
journey-address-country = Country

## Date questions. The quick choices come before the fields for another day.

journey-date-today = Today
journey-date-yesterday = Yesterday
journey-date-another = Another day
journey-date-which = Which day?
journey-date-example = For example, { $date }

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

## What a request is called, after “your”, when the service has no word of its own.

journey-noun = request

## Check answers. `{ $noun }` is what the service calls a request.

journey-check-title = Check your answers
journey-check-change = Change
journey-check-blank = Not answered
journey-check-send-title = Now send your { $noun }
journey-check-declaration = By sending this { $noun } you confirm that, to the best of your knowledge, the details are correct.
journey-check-send = Send { $noun }
journey-check-privacy = How { $authority } uses what you tell it
journey-check-privacy-text = { $authority } uses your answers to deal with this request, and keeps them for no longer than it needs to.
journey-check-recipients = Who will get your { $noun }
journey-check-not-ready = Some questions still need an answer.
journey-reviewed-title = Your answers have changed
journey-reviewed-text = Your answers changed after you opened this page, so nothing has been sent. Check them again before you send them.

## Outcome pages, and notices about the answers of a page.

journey-notice-change = Change your answer
journey-outcome-services = See all services
journey-council-website = Go to { $council }’s website
journey-council-find = Find the council for a postcode on GOV.UK

## What the island announces. Each is said once, politely.

journey-offline = You have lost your connection. You can carry on: your answers are kept in this tab.
journey-online = Your connection is back.
journey-unreachable = We cannot reach our service at the moment. The problem is ours, not your connection. You can carry on: your answers are kept in this tab.
journey-reached = Our service is working again.
journey-slow = This is taking longer than usual, because our system is slow at the moment. You do not need to press again.
journey-waiting-to-send = Your request has not been sent yet. We will send it once, as soon as we can reach our service. Keep this tab open.
journey-send-later = We could not send your request yet, because our system has a problem. We will try again. Keep this tab open.
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

## The first page, in a browser that refuses cookies.

journey-no-cookies-title = Your browser does not keep our cookie
journey-no-cookies-text = Without it we cannot keep your answers from one page to the next. Allow cookies for this website, then start again.
journey-no-cookies-carry-on = Or carry on by phone: our number is at the bottom of this page. You can still answer this question, in case you need to call somebody now.


## Two tabs or windows with the same page.

journey-conflict-title = You changed this page in another tab
journey-conflict-text = We have not saved what you just typed, because there are newer answers to this page. Choose which to keep.
journey-conflict-saved = Saved in the other tab
journey-conflict-typed = What you just typed
journey-conflict-keep-typed = Keep what I just typed
journey-conflict-keep-saved = Keep the saved answers

## The server cannot be reached, and something needs it.

journey-no-signal-title = You have lost your connection
journey-away-title = We cannot reach our service
journey-no-signal-look-up = We cannot look up addresses without it. Wait until it is back and search again, or enter the address yourself.
journey-no-signal-clear = Your answers cannot be cleared until it is back. Nothing has been sent. If you cannot wait, close this tab: what is in it goes with it, and we delete the rest after 2 hours.
journey-no-signal-area = We need it to see which council this address belongs to. What you typed is kept in this tab, and we will go on as soon as it is back.
journey-sending-resumed = You asked us to send this before. We are sending it now.
