### Emails, as plain text. A subject never holds personal data, nor what the request was about; no email repeats an answer.

## Subjects. `{ $authority }` is the council that writes.

notice-confirmation-subject = { $authority } has your request
notice-accepted-subject = News about your request to { $authority }
notice-in-progress-subject = News about your request to { $authority }
notice-needs-you-subject = { $authority } needs something from you
notice-done-subject = { $authority } has finished with your request
notice-refused-subject = News about your request to { $authority }
notice-withdrawn-subject = Your request to { $authority } was withdrawn

## The first paragraph of each.

notice-confirmation-body = We have your request. Your reference number is { $reference }.
notice-accepted-body = The service team now has request { $reference } in its own system. Work has not started yet.
notice-in-progress-body = The service team is working on request { $reference }.
notice-needs-you-body = The service team cannot go on with request { $reference } without you.
notice-done-body = The service team has finished with request { $reference }.
notice-refused-body = The service team cannot do what you asked in request { $reference }.
notice-withdrawn-body = Request { $reference } was withdrawn. Nothing more will happen.

## Which part it is about, when several councils deal with one request.

notice-part = This is about the part of your request that { $authority } deals with. News of the rest comes separately.

## What stands between: the service’s own steps, or the service team’s sentence, follows on the next line.

notice-next-heading = What happens next
notice-note-heading = The service team wrote:

## At the end of every email.

notice-follow = To see what is happening, go to { $link }. We will ask for this email address.
notice-reply = If you have a question, reply to this email or write to { $address }. If you did not send this request, somebody may have typed your address by mistake: please tell us.
notice-no-reply = Please do not reply to this email: nobody reads the replies. If you did not send this request, somebody may have typed your address by mistake, and you can ignore it.
notice-footer = { $authority }

## To the operator, when a delivery needs a person.

notice-operator-subject = Doorstep: deliveries to { $destination } need a person
notice-operator-body =
    { $n ->
        [one] Doorstep has stopped trying to deliver { $n } message to { $destination }. The last answer was: { $code }. Nothing is lost or deleted. To see it, run: { $list }. When the cause is mended, run: { $command }
       *[other] Doorstep has stopped trying to deliver { $n } messages to { $destination }. The last answer was: { $code }. Nothing is lost or deleted. To see them, run: { $list }. When the cause is mended, run: { $command }
    }
notice-operator-name = Doorstep
notice-alarm-subject = Doorstep: deliveries to { $destination } fail
notice-alarm-body = Deliveries to { $destination } fail in a way that waiting does not cure. The last answer was: { $code }. Doorstep keeps trying for at least seven days; nothing is lost. To see what is wrong, run: { $test }. When it is mended, this tries at once: { $command }
notice-paused-subject = Doorstep: deliveries to { $destination } wait
notice-paused-body = Nothing is handed to { $destination } until { $time }, because it asked Doorstep to wait or has failed many times in a row. The last answer was: { $code }. Nothing is lost. To try again at once, run: { $command }
notice-failing-subject = Doorstep: { $destination } has taken nothing for a while
notice-failing-body = Nothing could be handed to { $destination } since { $time }. The last answer was: { $code }. Doorstep keeps trying for at least seven days; nothing is lost. To see what is wrong, run: { $test }. When it works again, this tries at once: { $command }
notice-volume-subject = Doorstep: unusually many requests
notice-volume-body = More than { $number } requests an hour are being accepted, more than this deployment expects. Nothing is lost. The first requests of each address are passed on at once; further ones are held, for at most a day. To see what is held, run: { $command }. If there is a good reason for so many, raise limits.send.total.
notice-email-again-subject = Doorstep: email works again
notice-email-again-body = Doorstep could send no email from { $since } until { $until }. It works again, and the emails that waited are sent now. No request was affected.
