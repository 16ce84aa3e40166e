### What happened to a request, in the words a resident reads. `{ $noun }` is what the service calls a request, `{ $team }` who deals with it, `{ $Team }` the same at the start of a sentence.

## Each status: its word, and the sentence that says what it means.

status-received = Wedi dod i law
status-accepted = Wedi’i dderbyn
status-accepted-means = { $Team } sydd â’ch { $noun } nawr. Nid ydynt wedi dechrau eto.
status-in-progress = Ar y gweill
status-in-progress-means = { $Team } sy’n gweithio ar eich { $noun }.
status-needs-you = Mae angen rhywbeth gennych chi
status-needs-you-means = { $Team } sy’n methu parhau hebddoch chi. Mae’r hyn sydd ei angen arnynt isod.
status-needs-you-bare = { $Team } sy’n methu parhau hebddoch chi. Ffoniwch ni i ofyn beth sydd ei angen arnynt.
status-done = Wedi’i gwblhau
status-done-means = Mae eich { $noun } wedi cau.
status-done-part = Mae’r rhan hon o’ch { $noun } wedi cau.
status-refused = Ddim yn mynd yn ei flaen
status-refused-means = Ni allwn wneud hyn. Mae’r rheswm isod.
status-refused-bare = Ni allwn wneud hyn. Ffoniwch ni os hoffech wybod pam.
status-withdrawn = Wedi’i dynnu’n ôl
status-withdrawn-means = Tynnwyd eich { $noun } yn ôl. Ni fydd dim mwy yn digwydd.
status-withdrawn-part = Tynnwyd y rhan hon o’ch { $noun } yn ôl. Ni fydd dim mwy yn digwydd gyda hi.

## The truth about the hand-off to the service’s own system.

status-delivery-due = Rydym yn trosglwyddo eich { $noun } nawr, at { $team }.
status-delivery-held = Mae eich { $noun } yn ddiogel gyda ni. Mae llawer o bobl wedi ysgrifennu ar yr un pryd, felly byddwn yn trosglwyddo eich un chi at { $team } erbyn { $when }. Nid oes angen i chi ei anfon eto.
status-delivery-waiting = Mae eich { $noun } yn ddiogel gyda ni. Nid ydym wedi gallu ei drosglwyddo eto. Byddwn yn dal i geisio. Nid oes angen i chi ei anfon eto.
status-delivery-delivered = { $Team } sydd â’ch { $noun }.
status-delivery-gave-up = Mae eich { $noun } yn ddiogel gyda ni, ond nid oeddem yn gallu ei drosglwyddo’n awtomatig. Mae ein staff wedi cael gwybod. Nid oes angen i chi ei anfon eto.

## The list of what happened, and its parts.

status-timeline-title = Beth sydd wedi digwydd hyd yn hyn
status-their-reference = Cyfeirnod { $team }
status-team = y tîm sy’n gyfrifol
status-parts-title = Beth sydd wedi digwydd hyd yn hyn, fesul tîm

## At the end: what can be done when it is not sorted, or was refused.

status-not-sorted = Nid yw wedi’i ddatrys
status-not-sorted-call = Rhowch wybod i ni: rhowch eich cyfeirnod a dywedwch beth sy’n dal o’i le.
status-refused-next = Beth allwch chi ei wneud nawr
status-refused-call = Os ydych yn meddwl bod hyn yn anghywir, rhowch wybod i ni gyda’ch cyfeirnod.
status-or-email = Neu e-bostiwch
