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
