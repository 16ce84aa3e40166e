# Yr hyn y mae taith yn ei ddweud o amgylch ei chwestiynau.

ask-error-prefix = Gwall
ask-optional = { $label } (dewisol)
ask-or = neu
ask-day = Diwrnod
ask-month = Mis
ask-year = Blwyddyn
ask-up-to-characters = Gallwch roi hyd at { $n } nod
ask-characters-none-left = Mae gennych 0 nod ar ôl
ask-characters-left = { $n ->
    [zero] Mae gennych { $n } nod ar ôl
    [one] Mae gennych { $n } nod ar ôl
    [two] Mae gennych { $n } nod ar ôl
    [few] Mae gennych { $n } nod ar ôl
    [many] Mae gennych { $n } nod ar ôl
   *[other] Mae gennych { $n } nod ar ôl
}
ask-characters-over = { $n ->
    [zero] Mae gennych { $n } nod yn ormod
    [one] Mae gennych { $n } nod yn ormod
    [two] Mae gennych { $n } nod yn ormod
    [few] Mae gennych { $n } nod yn ormod
    [many] Mae gennych { $n } nod yn ormod
   *[other] Mae gennych { $n } nod yn ormod
}
ask-postcode = Cod post
ask-line1 = Llinell gyfeiriad 1
ask-line2 = Llinell gyfeiriad 2 (dewisol)
ask-town = Tref neu ddinas
ask-find-address = Dod o hyd i’r cyfeiriad
ask-address-manually = Rhoi’r cyfeiriad fy hun
ask-address-not-listed = Nid yw’r cyfeiriad yn y rhestr
ask-change-postcode = Defnyddio cod post gwahanol
ask-change-address = Defnyddio cyfeiriad gwahanol
ask-find-by-postcode = Chwilio am y cyfeiriad yn ôl cod post
ask-select-address = Dewiswch gyfeiriad
ask-addresses-found = { $n ->
    [zero] Ni ddaethom o hyd i unrhyw gyfeiriad ar gyfer { $postcode }.
    [one] Daethom o hyd i { $n } cyfeiriad ar gyfer { $postcode }.
    [two] Daethom o hyd i { $n } gyfeiriad ar gyfer { $postcode }.
    [few] Daethom o hyd i { $n } chyfeiriad ar gyfer { $postcode }.
    [many] Daethom o hyd i { $n } chyfeiriad ar gyfer { $postcode }.
   *[other] Daethom o hyd i { $n } cyfeiriad ar gyfer { $postcode }.
}
ask-no-address-found = Ni allem ddod o hyd i gyfeiriad ar gyfer { $postcode }. Gwiriwch y cod post, neu rhowch y cyfeiriad yma.
ask-lookup-unavailable = Ni allwn chwilio am gyfeiriadau ar hyn o bryd. Rhowch y cyfeiriad yma.
value-yes = Ie
value-no = Na
error-select-address = Dewiswch gyfeiriad o’r rhestr
error-line1-required = Rhowch linell gyfeiriad 1, fel arfer yr adeilad a’r stryd
error-town-required = Rhowch dref neu ddinas
error-postcode-required = Rhowch god post

form-back = Yn ôl
form-continue = Parhau
form-problem = Mae problem
form-error-title = Gwall:
form-warning = Rhybudd
form-clear = Clirio fy atebion
form-leave = Gadael heb anfon
form-relay = Cyfnewid testun: { $number } gyda 18001 o’i flaen

check-title = Gwiriwch eich atebion
check-change = Newid
check-blank = Heb ei roi
check-privacy-title = Pwy sy’n cael eich atebion
check-privacy = Rydym yn anfon eich atebion at { $authority }, sy’n eu defnyddio i ddelio â’r cais hwn ac nid at unrhyw ddiben arall.
check-privacy-link = Sut rydym yn gofalu am eich gwybodaeth
check-send-title = Nawr anfonwch eich atebion
check-declaration = Drwy anfon hwn, rydych yn cadarnhau bod eich atebion yn gywir hyd y gwyddoch.
check-send = Derbyn ac anfon

outcome-feedback = Dywedwch wrthym beth yw eich barn am y gwasanaeth hwn
outcome-feedback-time = (mae’n cymryd 30 eiliad)

notice-important = Pwysig
notice-expired-title = Mae eich atebion cynharach wedi’u clirio
notice-expired = Er eich preifatrwydd rydym yn clirio atebion nad ydynt wedi’u defnyddio ers dwy awr. Mae’r hyn yr ydych newydd ei roi yn dal ar y dudalen hon.
notice-new-version-title = Mae’r ffurflen hon wedi newid ers i chi ddechrau
notice-new-version = Rydym wedi cadw pob ateb sy’n dal i ffitio. Gwiriwch nhw wrth fynd ymlaen.
notice-skipped-title = Atebwch y cwestiwn hwn yn gyntaf
notice-skipped = Mae’r dudalen y gofynnoch amdani yn dibynnu arno.
notice-conflict-title = Newidiwyd y dudalen hon yn rhywle arall
notice-conflict = Efallai ei bod ar agor gennych mewn tab arall. Nid oes dim wedi’i drosysgrifo. I gadw’r hyn a roesoch yma, parhewch. I gadw’r hyn sydd wedi’i gadw, defnyddiwch y ddolen.
notice-conflict-saved = Yr hyn sydd wedi’i gadw
notice-conflict-typed = Yr hyn a roesoch yma
notice-conflict-use-saved = Defnyddio’r hyn sydd wedi’i gadw
