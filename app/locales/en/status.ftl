### What happened to a request, in the words a resident reads. `{ $noun }` is what the service calls a request, `{ $team }` who deals with it, `{ $Team }` the same at the start of a sentence.

## Each status: its word, and the sentence that says what it means.

status-received = Received
status-accepted = Accepted
status-accepted-means = { $Team } has your { $noun }. They have not started yet.
status-in-progress = In progress
status-in-progress-means = { $Team } is working on your { $noun }.
status-needs-you = We need something from you
status-needs-you-means = { $Team } cannot go on without you. What they need is below.
status-needs-you-bare = { $Team } cannot go on without you. Call us to ask what they need.
status-done = Done
status-done-means = Your { $noun } is closed.
status-done-part = This part of your { $noun } is closed.
status-refused = Not taken forward
status-refused-means = We cannot do this. The reason is below.
status-refused-bare = We cannot do this. Call us if you want to know why.
status-withdrawn = Withdrawn
status-withdrawn-means = Your { $noun } was withdrawn. Nothing more will happen.
status-withdrawn-part = This part of your { $noun } was withdrawn. Nothing more will happen with it.

## The truth about the hand-off to the service’s own system.

status-delivery-due = We are passing your { $noun } to { $team } now.
status-delivery-held = We have your { $noun } safely. Many people have written at the same time, so we will pass yours on to { $team } by { $when }. You do not need to send it again.
status-delivery-waiting = We have your { $noun } safely. We have not been able to pass it on yet. We will keep trying. You do not need to send it again.
status-delivery-delivered = { $Team } has your { $noun }.
status-delivery-gave-up = We have your { $noun } safely, but could not pass it on automatically. Our staff have been told. You do not need to send it again.

## The list of what happened, and its parts.

status-timeline-title = What has happened so far
status-their-reference = Reference of { $team }
status-team = the service team
status-parts-title = What has happened so far, team by team

## At the end: what can be done when it is not sorted, or was refused.

status-not-sorted = It is not sorted
status-not-sorted-call = Tell us, give your reference number and say what is still wrong.
status-refused-next = What you can do now
status-refused-call = If you think this is wrong, tell us and give your reference number.
status-or-email = Or email
