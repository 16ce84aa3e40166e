### Emails, as plain text, one message for each paragraph. A subject never holds personal data, nor what the request was about.

## We have it.

notice-received-subject = Your request to { $authority }: { $reference }
notice-received-opening = We have your request.
notice-received-service = Service: { $service }
notice-received-reference = Reference number: { $reference }
notice-received-when = Received: { $when }
notice-received-next = What happens next
notice-received-follow = See what is happening with your request:
notice-received-follow-how = You will need the reference number, and the email address, postcode or tracking code you used.

## Something changed.

notice-status-subject = News about your request to { $authority }: { $reference }
notice-status-opening = There is news about your request.
notice-status-now = It is now: { $status }
notice-status-note = The service team says:

## At the end of every email.

notice-feedback = Tell us how satisfied you were:
notice-no-reply = Please do not reply to this email. Nobody reads replies to it.
notice-not-you = If you did not send this request, someone may have typed your address by mistake. You can ignore this email.
notice-contact = Need help? Call { $number }. { $hours }.
notice-demo = This email comes from a demonstration. No council has your request.

## To the operator, when a delivery needs a person.

notice-gave-up-subject = Doorstep: a delivery needs a person ({ $destination })
notice-gave-up-opening = Doorstep stopped trying to deliver a request. It has not been lost or deleted.
notice-gave-up-reference = Reference: { $reference }
notice-gave-up-destination = Destination: { $destination }
notice-gave-up-attempts =
    { $n ->
        [one] Tried { $n } time. Last answer: { $last }
       *[other] Tried { $n } times. Last answer: { $last }
    }
notice-gave-up-action = When the destination works again, run: doorstep redeliver { $reference }
