### What happened to a request, in the words a resident reads.

## Each status: its word, and the sentence that says what it means.

status-received = Wedi dod i law
status-received-means = Mae gennym eich cais. Nid yw tîm y gwasanaeth wedi dechrau delio ag ef eto.
status-accepted = Wedi’i dderbyn
status-accepted-means = Mae eich cais yn system tîm y gwasanaeth ei hun. Nid yw’r gwaith wedi dechrau eto.
status-in-progress = Ar y gweill
status-in-progress-means = Mae tîm y gwasanaeth yn gweithio ar eich cais.
status-needs-you = Mae angen rhywbeth gennych chi
status-needs-you-means = Ni all tîm y gwasanaeth barhau hebddoch chi. Mae’r nodyn diweddaraf yn dweud beth sydd ei angen.
status-done = Wedi’i gwblhau
status-done-means = Mae tîm y gwasanaeth wedi gorffen gyda’ch cais.
status-refused = Ddim yn mynd yn ei flaen
status-refused-means = Ni all tîm y gwasanaeth wneud yr hyn y gofynnoch amdano. Mae’r nodyn diweddaraf yn dweud pam.
status-withdrawn = Wedi’i dynnu’n ôl
status-withdrawn-means = Tynnwyd y cais yn ôl. Ni fydd dim mwy yn digwydd.

## The truth about the hand-off to the service’s own system.

status-delivery-due = Rydym yn trosglwyddo eich cais i dîm y gwasanaeth nawr.
status-delivery-held = Mae eich cais yn ddiogel gyda ni. Mae llawer o geisiadau wedi dod ar yr un pryd, felly byddwn yn trosglwyddo eich un chi i dîm y gwasanaeth erbyn { $when }. Nid oes angen i chi ei anfon eto.
status-delivery-retrying = Mae eich cais yn ddiogel gyda ni. Nid yw system tîm y gwasanaeth yn ateb, felly rydym yn dal i geisio. Nid oes angen i chi ei anfon eto.
status-delivery-delivered = Mae eich cais gyda thîm y gwasanaeth.
status-delivery-gave-up = Mae eich cais yn ddiogel gyda ni, ond nid oeddem yn gallu ei drosglwyddo’n awtomatig. Mae ein staff wedi cael gwybod. Nid oes angen i chi ei anfon eto.
status-delivery-refused = Ni dderbyniodd system tîm y gwasanaeth eich cais.

## The list of what happened, and its parts.

status-timeline-title = Beth sydd wedi digwydd hyd yn hyn
status-for = Ar gyfer { $authority }
status-their-reference = Cyfeirnod tîm y gwasanaeth
status-parts-title = Beth sydd wedi digwydd hyd yn hyn, fesul tîm
