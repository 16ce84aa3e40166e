### Emails, as plain text. A subject never holds personal data. An email repeats only the answers that the service allows in emails.

## Subjects. `{ $name }` is what the service calls a request, `{ $team }` who deals with it, `{ $Team }` the same at the start of a sentence.

notice-confirmation-subject = We have your { $name }
notice-accepted-subject = Update on your { $name }: { $team } has it
notice-in-progress-subject = Update on your { $name }: work has started
notice-needs-you-subject = Your { $name }: we need something from you
notice-done-subject = Your { $name } is closed
notice-refused-subject = Update on your { $name }: we cannot do this
notice-withdrawn-subject = Your { $name } was withdrawn

## The first paragraph of each.

notice-confirmation-body = We have your { $name }. Your reference number is { $reference }.
notice-accepted-body = { $Team } has your { $name }. They have not started yet. Your reference number is { $reference }.
notice-in-progress-body = { $Team } is working on your { $name }. Your reference number is { $reference }.
notice-needs-you-body = { $Team } cannot go on with your { $name } without you. Your reference number is { $reference }.
notice-done-body = Your { $name } is closed. Your reference number is { $reference }. If it is not sorted, the page below says how to tell us.
notice-refused-body = We cannot do what you asked in your { $name }. Your reference number is { $reference }. The page below says what you can do now.
notice-withdrawn-body = Your { $name } was withdrawn. Nothing more will happen. Your reference number is { $reference }.

## When one of several parts has ended, and the request has not. `{ $authority }` is the council that answers the part.

notice-part-done-subject = Update on your { $name }: { $authority } has finished its part
notice-part-withdrawn-subject = Update on your { $name }: one part was withdrawn
notice-part-done-body = { $authority } has finished its part of your { $name }. Your reference number is { $reference }. If it is not sorted, the page below says how to tell us.
notice-part-withdrawn-body = The part of your { $name } that { $authority } deals with was withdrawn. Nothing more will happen with it. Your reference number is { $reference }.

## Which part it is about, when several councils deal with one request.

notice-part = This is about the part of your request that { $authority } deals with. Updates on the rest come separately.

## What stands between: the service’s own steps, or the service team’s sentence, follows on the next line.

notice-next-heading = What happens next
notice-note-heading = { $Team } wrote:

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
