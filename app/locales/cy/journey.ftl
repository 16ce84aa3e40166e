### Question pages, check answers, and what the island says while the browser works.

## Buttons and links of every question page.

journey-continue = Parhau
journey-start = Dechrau nawr
journey-start-again = Dechrau eto
journey-clear = Clirio fy atebion
journey-cancel-report = Canslo’r adroddiad hwn
journey-cancel = Canslo’r cais hwn
journey-keep = Gorffen yn nes ymlaen ar y ddyfais hon
journey-feedback = Dywedwch wrthym beth yw eich barn am y gwasanaeth hwn (mae’n cymryd 30 eiliad)
journey-optional = { $label } (dewisol)
journey-or = neu
journey-yes = Ie
journey-no = Na

## Answers as they are read back.

answer-yes = Ie
answer-no = Na
answer-declared = Wedi’i gadarnhau

## Address questions.

journey-address-postcode = Cod post
journey-address-find = Dod o hyd i gyfeiriad
journey-address-finding = Yn chwilio am gyfeiriadau
journey-address-choose = Dewis cyfeiriad
journey-address-found =
    { $n ->
        [one] Canfuwyd { $n } cyfeiriad ar gyfer { $postcode }
        [two] Canfuwyd { $n } gyfeiriad ar gyfer { $postcode }
        [few] Canfuwyd { $n } chyfeiriad ar gyfer { $postcode }
        [many] Canfuwyd { $n } chyfeiriad ar gyfer { $postcode }
       *[other] Canfuwyd { $n } cyfeiriad ar gyfer { $postcode }
    }
journey-address-found-none = Ni chafwyd hyd i unrhyw gyfeiriad ar gyfer { $postcode }
journey-address-read-as = Rhoesoch { $typed }. Rydym wedi’i ddarllen fel { $postcode }.
journey-address-use = Defnyddio { $postcode }
journey-address-none = Nid oes gennym unrhyw gyfeiriadau ar gyfer { $postcode }. Gwiriwch y cod post, neu rhowch y cyfeiriad eich hun.
journey-address-failed = Ni allwn chwilio am gyfeiriadau ar hyn o bryd. Rhowch y cyfeiriad eich hun.
journey-address-manual = Rhoi’r cyfeiriad eich hun
journey-address-without = Parhau heb gyfeiriad
journey-address-not-listed = Nid yw’r cyfeiriad ar y rhestr
journey-address-search-again = Chwilio am god post arall
journey-address-change = Newid y cyfeiriad
journey-address-find-by-postcode = Dod o hyd i’r cyfeiriad yn ôl cod post
journey-address-line1 = Llinell gyfeiriad 1
journey-address-line2 = Llinell gyfeiriad 2 (dewisol)
journey-address-town = Tref neu ddinas
journey-address-abroad = Mae’r cyfeiriad y tu allan i’r DU
journey-address-in-the-uk = Mae’r cyfeiriad yn y DU
journey-address-abroad-town = Tref, dinas neu ranbarth (dewisol)
journey-address-abroad-postcode = Cod post neu god ZIP (dewisol)
journey-address-country = Gwlad

## Date questions. The quick choices come before the fields for another day.

journey-date-today = Heddiw
journey-date-yesterday = Ddoe
journey-date-another = Diwrnod arall
journey-date-which = Pa ddiwrnod?
journey-date-example = Er enghraifft, { $date }

## The character count. The page code hands `{n}` to the design system’s script as its own placeholder.

journey-count-hint =
    { $n ->
        [one] Gallwch roi hyd at { $n } nod
        [two] Gallwch roi hyd at { $n } nod
       *[other] Gallwch roi hyd at { $n } nod
    }
journey-count-left =
    { $n ->
        [zero] Nid oes gennych nodau ar ôl
        [one] Mae gennych { $n } nod ar ôl
        [two] Mae gennych { $n } nod ar ôl
        [few] Mae gennych { $n } nod ar ôl
        [many] Mae gennych { $n } nod ar ôl
       *[other] Mae gennych { $n } nod ar ôl
    }
journey-count-none-left = Mae gennych 0 nod ar ôl
journey-count-over =
    { $n ->
        [zero] Nid oes gennych ormod o nodau
        [one] Mae gennych { $n } nod yn ormod
        [two] Mae gennych { $n } nod yn ormod
        [few] Mae gennych { $n } nod yn ormod
        [many] Mae gennych { $n } nod yn ormod
       *[other] Mae gennych { $n } nod yn ormod
    }

## What a request is called, after “your”, when the service has no word of its own.

journey-noun = cais

## Check answers. `{ $noun }` is what the service calls a request.

journey-check-title = Gwiriwch eich atebion
journey-check-change = Newid
journey-check-blank = Heb ei ateb
journey-check-send-title = Nawr anfonwch eich { $noun }
journey-check-declaration = Drwy anfon eich { $noun } rydych yn cadarnhau bod y manylion yn gywir, hyd eithaf eich gwybodaeth.
journey-check-send = Anfon eich { $noun }
journey-check-privacy = Sut mae { $authority } yn defnyddio’r hyn a ddywedwch wrtho
journey-check-privacy-text = Mae { $authority } yn defnyddio eich atebion i ddelio â’r cais hwn, ac nid yw’n eu cadw’n hirach nag sydd ei angen.
journey-check-recipients = Pwy fydd yn cael eich { $noun }
journey-check-not-ready = Mae angen ateb rhai cwestiynau o hyd.
journey-reviewed-title = Mae eich atebion wedi newid
journey-reviewed-text = Newidiodd eich atebion ar ôl i chi agor y dudalen hon, felly nid oes dim wedi’i anfon. Gwiriwch nhw eto cyn eu hanfon.

## Outcome pages, and notices about the answers of a page.

journey-notice-change = Newid eich ateb
journey-outcome-services = Gweld pob gwasanaeth
journey-council-website = Ewch i wefan { $council }
journey-council-find = Dod o hyd i’r cyngor ar gyfer cod post ar GOV.UK

## What the island announces. Each is said once, politely.

journey-offline = Rydych wedi colli eich cysylltiad. Gallwch barhau: mae eich atebion yn cael eu cadw yn y tab hwn.
journey-online = Mae eich cysylltiad yn ôl.
journey-unreachable = Ni allwn gyrraedd ein gwasanaeth ar hyn o bryd. Ni sydd â’r broblem, nid eich cysylltiad chi. Gallwch barhau: mae eich atebion yn cael eu cadw yn y tab hwn.
journey-reached = Mae ein gwasanaeth yn gweithio eto.
journey-slow = Mae hyn yn cymryd mwy o amser nag arfer, gan fod ein system yn araf ar hyn o bryd. Nid oes angen i chi bwyso eto.
journey-waiting-to-send = Nid yw eich cais wedi’i anfon eto. Byddwn yn ei anfon unwaith, cyn gynted ag y gallwn gyrraedd ein gwasanaeth. Cadwch y tab hwn ar agor.
journey-send-later = Nid oeddem yn gallu anfon eich cais eto, gan fod problem gyda’n system. Byddwn yn rhoi cynnig arall arni. Cadwch y tab hwn ar agor.
journey-not-sent-title = Nid yw eich cais wedi’i anfon eto
journey-sending = Yn anfon eich cais
journey-not-saved = Nid oeddem yn gallu cadw’r dudalen hon eto. Mae eich atebion yn cael eu cadw yn y tab hwn, a byddwn yn rhoi cynnig arall arni.
journey-not-saved-title = Ni allem gadw’r dudalen hon
journey-restored = Rydym wedi rhoi’r hyn a deipioch o’r blaen yn ôl.
journey-changed-version-title = Mae’r ffurflen hon wedi newid ers i chi ddechrau
journey-changed-version-text = Rydym wedi cadw’r atebion sy’n dal i ffitio. Gwiriwch nhw wrth fynd ymlaen.
journey-asked-anew-title = Mae angen i ni ofyn hyn eto
journey-asked-anew-text = Mae’r cwestiwn yn dibynnu ar reolau’r cyngor, ac nid ydynt yr un fath â phan wnaethoch ei ateb.
journey-skipped-text = Mae’r dudalen y gofynnoch amdani yn dibynnu ar yr ateb i’r un hon.

## The first page, in a browser that refuses cookies.

journey-no-cookies-title = Nid yw eich porwr yn cadw ein cwci
journey-no-cookies-text = Hebddo ni allwn gadw eich atebion o un dudalen i’r nesaf. Caniatewch gwcis ar gyfer y wefan hon, yna dechreuwch eto.
journey-no-cookies-carry-on = Neu ewch ymlaen dros y ffôn: mae ein rhif ar waelod y dudalen hon. Gallwch ateb y cwestiwn hwn o hyd, rhag ofn bod angen i chi ffonio rhywun nawr.


## Two tabs or windows with the same page.

journey-conflict-title = Rydych wedi newid y dudalen hon mewn tab arall
journey-conflict-text = Nid ydym wedi cadw’r hyn rydych newydd ei deipio, gan fod atebion mwy diweddar i’r dudalen hon. Dewiswch pa rai i’w cadw.
journey-conflict-saved = Wedi’i gadw yn y tab arall
journey-conflict-typed = Yr hyn rydych newydd ei deipio
journey-conflict-keep-typed = Cadw’r hyn rydw i newydd ei deipio
journey-conflict-keep-saved = Cadw’r atebion a gadwyd

## The server cannot be reached, and something needs it.

journey-no-signal-title = Rydych wedi colli eich cysylltiad
journey-away-title = Ni allwn gyrraedd ein gwasanaeth
journey-no-signal-look-up = Ni allwn chwilio am gyfeiriadau hebddo. Arhoswch nes iddo ddod yn ôl a chwiliwch eto, neu rhowch y cyfeiriad eich hun.
journey-no-signal-clear = Ni ellir clirio eich atebion nes iddo ddod yn ôl. Nid oes dim wedi’i anfon. Os na allwch aros, caewch y tab hwn: mae’r hyn sydd ynddo’n diflannu, ac rydym yn dileu’r gweddill ar ôl 2 awr.
journey-no-signal-area = Mae ei angen arnom i weld i ba gyngor y mae’r cyfeiriad hwn yn perthyn. Mae’r hyn a deipioch yn cael ei gadw yn y tab hwn, a byddwn yn mynd ymlaen cyn gynted ag y bydd yn ôl.
journey-sending-resumed = Gwnaethoch ofyn i ni anfon hwn o’r blaen. Rydym yn ei anfon nawr.
