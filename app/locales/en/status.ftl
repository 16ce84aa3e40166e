### What happened to a request, in the words a resident reads.

## Each status: its word, and the sentence that says what it means.

status-received = Received
status-received-means = We have your request. The service team has not picked it up yet.
status-accepted = Accepted
status-accepted-means = The service team has your request in its own system. Work has not started yet.
status-in-progress = In progress
status-in-progress-means = The service team is working on your request.
status-needs-you = We need something from you
status-needs-you-means = The service team cannot go on without you. The latest note says what it needs.
status-done = Done
status-done-means = The service team has finished with your request.
status-refused = Not taken forward
status-refused-means = The service team cannot do what you asked. The latest note says why.
status-withdrawn = Withdrawn
status-withdrawn-means = The request was withdrawn. Nothing more will happen.

## The truth about the hand-off to the service’s own system.

status-delivery-due = We are passing your request to the service team now.
status-delivery-held = We have your request safely. Many requests have come at once, so we pass yours on to the service team by { $when }. You do not need to send it again.
status-delivery-retrying = We have your request safely. The service team’s system is not answering, so we keep trying. You do not need to send it again.
status-delivery-delivered = The service team has your request.
status-delivery-gave-up = We have your request safely, but could not pass it on automatically. Our staff have been told. You do not need to send it again.
status-delivery-refused = The service team’s system did not accept your request.

## The list of what happened, and its parts.

status-timeline-title = What has happened so far
status-for = For { $authority }
status-their-reference = Service team’s reference
status-parts-title = What has happened so far, team by team
