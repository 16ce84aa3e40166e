### Pages that are not questions.

## Home.

page-home-title = Gwasanaethau’r cyngor ar-lein
page-home-lead = Nid oes angen i chi wybod pa gyngor sy’n gwneud beth. Gallwch roi gwybod am broblem, gwneud cais am rywbeth neu ddweud wrthym am newid, unrhyw bryd. Nid oes angen cyfrif arnoch.
page-home-search-label = Beth sydd angen i chi ei wneud?
page-home-search-button = Chwilio
page-home-topics = Gwasanaethau yn ôl pwnc
page-home-other = Gwasanaethau eraill
page-home-topic-all =
    { $n ->
        [zero] Gweld pob gwasanaeth yn ‘{ $topic }’
        [one] Gweld { $n } gwasanaeth yn ‘{ $topic }’
        [two] Gweld y { $n } wasanaeth yn ‘{ $topic }’
       *[other] Gweld pob un o’r { $n } gwasanaeth yn ‘{ $topic }’
    }
page-home-all = Gweld pob gwasanaeth o A i Y
page-home-council-text = Rhowch god post i weld pa gynghorau sy’n ei wasanaethu a sut i gysylltu â nhw.
page-home-follow-title = Eisoes wedi anfon cais?
page-home-follow-link = Dod o hyd i gais
page-home-follow-text = Rhowch ei gyfeirnod i weld beth sy’n digwydd gydag ef.

## Which council serves a postcode.

page-council-title = Pa gyngor sy’n fy ngwasanaethu i?
page-council-intro = Rhowch god post i weld pa gynghorau sy’n ei wasanaethu, beth mae pob un yn ei wneud a sut i gysylltu ag ef. Nid ydym yn cadw’r cod post.
page-council-postcode = Cod post
page-council-button = Dod o hyd i’r cyngor
page-council-again = Rhoi cynnig ar god post arall
page-council-found =
    { $n ->
        [zero] Dim cynghorau
        [one] { $n } cyngor
        [two] { $n } gyngor
        [few] { $n } chyngor
        [many] { $n } chyngor
       *[other] { $n } cyngor
    }
page-council-for = Cynghorau sy’n gwasanaethu { $postcode }
page-council-split = Mae cyfeiriadau â’r cod post hwn mewn mwy nag un ardal. Mae eich bil treth gyngor yn dweud pa gyngor yw eich un chi.
page-council-addresses =
    { $n ->
        [zero] Dangos y cyfeiriadau y mae’n eu gwasanaethu
        [one] Dangos yr { $n } cyfeiriad y mae’n ei wasanaethu
        [two] Dangos y { $n } gyfeiriad y mae’n eu gwasanaethu
       *[other] Dangos y { $n } cyfeiriad y mae’n eu gwasanaethu
    }
page-council-website = Ewch i wefan { $council }
page-council-elsewhere-title = Nid yw’r cynghorau ar y wefan hon yn gwasanaethu { $postcode }
page-council-elsewhere-text = Cyngor arall sy’n ei wasanaethu. Gall GOV.UK ddweud wrthych pa un.
page-council-unknown-title = Nid ydym yn adnabod { $postcode }
page-council-unknown-text = Efallai ei fod yn newydd, neu nad oes cyfeiriadau ynddo. Efallai y bydd GOV.UK yn gwybod pa gyngor sy’n ei wasanaethu. Gallwch hefyd ein ffonio, a byddwn yn darganfod hynny i chi.
page-council-govuk = Dod o hyd i gyngor ar GOV.UK

## A to Z, with search.

page-services-title = Pob gwasanaeth
page-services-search-label = Chwilio gwasanaethau
page-services-search-hint = Er enghraifft, bin, twll yn y ffordd neu symud
page-services-search-button = Chwilio
page-services-count =
    { $n ->
        [zero] Dim gwasanaethau
        [one] { $n } gwasanaeth
        [two] { $n } wasanaeth
       *[other] { $n } gwasanaeth
    }
page-services-found =
    { $n ->
        [zero] Ni chanfuwyd gwasanaeth ar gyfer ‘{ $query }’
        [one] Canfuwyd { $n } gwasanaeth ar gyfer ‘{ $query }’
        [two] Canfuwyd { $n } wasanaeth ar gyfer ‘{ $query }’
       *[other] Canfuwyd { $n } gwasanaeth ar gyfer ‘{ $query }’
    }
page-services-none-title = Ni ddaethom o hyd i wasanaeth ar gyfer ‘{ $query }’
page-services-none-text = Rhowch gynnig ar lai o eiriau neu eiriau gwahanol, neu ffoniwch ni a byddwn yn helpu.
page-services-site-search = Chwilio gwefan { $authority } am ‘{ $query }’
page-services-site = Ewch i wefan { $authority }
page-services-clear = Dangos pob gwasanaeth
page-services-english-only = Yn Saesneg yn unig

## Start page.

page-start-minutes =
    { $n ->
        [one] Mae’n cymryd tua { $n } funud.
        [two] Mae’n cymryd tua { $n } funud.
       *[other] Mae’n cymryd tua { $n } munud.
    }
page-start-needs = Cyn i chi ddechrau
page-start-needs-intro = Bydd angen:
page-start-others-title = Ffyrdd eraill o wneud hyn
page-start-others-phone = Ffoniwch ni a byddwn yn llenwi’r ffurflen gyda chi.
page-start-others-counter = Ymwelwch â ni
page-start-privacy = Sut rydym yn defnyddio eich gwybodaeth
page-start-privacy-text = Dim ond i ddelio â’ch cais y byddwn yn defnyddio eich atebion.
page-start-privacy-link = Am ba hyd y byddwn yn eu cadw, a’ch hawliau
page-start-idle = Rydym yn dileu eich atebion os na wnewch ddim am 2 awr, a 12 awr ar ôl i chi ddechrau, oni bai eich bod yn dewis eu cadw ar eich dyfais eich hun am 7 diwrnod.
page-start-provided-by = Yn darparu’r gwasanaeth hwn: { $authorities }
page-start-demonstration = Mae’r rhifau a’r oriau yn y gwasanaeth hwn wedi’u dyfeisio at ddibenion arddangos.
page-start-kept = Rydych yn cadw atebion i’r ffurflen hon ar y ddyfais hon tan { $when }.
page-start-kept-go-on = Parhau â nhw, neu eu dileu

## Cancelling a form, and keeping its answers for later.

page-cancel-report-title = Ydych chi am ganslo’r adroddiad hwn?
page-cancel-title = Ydych chi am ganslo’r cais hwn?
page-cancel-text = Nid oes dim wedi’i anfon. Os byddwch yn canslo, byddwn yn dileu eich atebion.
page-cancel-yes = Ydw, canslo a dileu fy atebion
page-cancel-no = Nac ydw, mynd yn ôl
page-keep-title = Cadw eich atebion ar y ddyfais hon am 7 diwrnod
page-keep-text = Fel arfer rydym yn dileu eich atebion pan na fyddwch yn gwneud dim am 2 awr. Os byddwch yn eu cadw, gallwch gau eich porwr a gorffen o fewn 7 diwrnod, ar y ddyfais hon ac yn y porwr hwn.
page-keep-pages = Rydym yn cadw’r tudalennau lle gwnaethoch bwyso Parhau.
page-keep-shared = Peidiwch â gwneud hyn ar ddyfais y mae pobl eraill yn ei defnyddio. Gallent ddarllen eich atebion.
page-keep-button = Cadw fy atebion
page-keep-no = Na, mynd yn ôl
page-kept-title = Mae eich atebion yn cael eu cadw ar y ddyfais hon
page-kept-text = Rydym yn eu cadw tan { $when }, ac yn eu dileu bryd hynny os na fyddwch wedi’u hanfon. Nid oes dim wedi’i anfon.
page-kept-return = I ddod yn ôl, agorwch y ffurflen hon ar y ddyfais hon ac yn y porwr hwn.
page-kept-go-on = Parhau
page-kept-delete = Canslo a dileu fy atebion

## A form whose answers are not here. Each of the five reasons has its own words.

page-missing-no-cookies-title = Mae angen i chi ganiatáu cwcis i ddefnyddio’r ffurflen hon
page-missing-no-cookies-text = Ni chadwodd eich porwr ein cwci, felly nid oeddem yn gallu cadw eich atebion. Nid oes dim wedi’i anfon.
page-missing-no-cookies-allow = Caniatewch gwcis ar gyfer y wefan hon yng ngosodiadau eich porwr, yna dechreuwch eto.
page-missing-closed-title = Ni allwn ddangos yr atebion hyn
page-missing-closed-text = Dim ond yn y porwr lle cawsant eu teipio y gellir gweld atebion, a dim ond nes iddo gael ei gau. Rydym yn eu dileu 2 awr ar ôl i’r dudalen olaf gael ei chadw.
page-missing-expired-title = Mae eich atebion wedi’u dileu
page-missing-expired-text = Rydym yn dileu atebion pan nad oes tudalen wedi’i chadw am 2 awr, a 12 awr ar ôl i chi ddechrau, fel na all neb arall eu darllen.
page-missing-cleared-title = Mae eich atebion wedi’u clirio
page-missing-cleared-text = Rydym wedi’u dileu, gan i chi ddewis canslo, eu clirio neu gau eich ceisiadau yn y porwr hwn.
page-missing-unsent = Nid oes dim wedi’i anfon.
page-missing-sent-title = Rydych wedi anfon y cais hwn
page-missing-sent-text = Mae gennym ni. I weld beth sy’n digwydd iddo, mae angen ei gyfeirnod a’ch cyfeiriad e-bost, cod post neu god olrhain.
page-missing-other-tabs = Os yw’r ffurflen hon yn dal ar agor mewn tab neu ffenestr arall, caewch honno hefyd: mae’n dangos yr hyn a deipioch nes i chi wneud hynny.

## Confirmation: the same address as the status, seen by the person who has just sent it.

page-sent-late = Roeddech eisoes wedi anfon eich { $noun }. Nid yw’r hyn a deipioch wedyn yn rhan ohono. Os oes rhywbeth wedi newid, ffoniwch ni.
page-sent-title = Mae gennym eich { $noun }
page-sent-reference = Eich cyfeirnod
page-sent-next = Beth sy’n digwydd nesaf
page-sent-email = Byddwn yn e-bostio eich cyfeirnod atoch, ac yn e-bostio eto pan fydd diweddariad.
page-sent-email-later = Byddwn yn e-bostio eich cyfeirnod atoch erbyn { $when }, ac yn e-bostio eto pan fydd diweddariad.
page-sent-no-email = Nid oeddem yn gallu anfon e-bost i’ch cyfeiriad y tro hwn. Ysgrifennwch y cyfeirnod, neu argraffwch y dudalen hon. Byddwn yn e-bostio atoch pan fydd diweddariad.
page-sent-email-failed = Ni allem anfon e-bost i’r cyfeiriad a roesoch. Cadwch y cyfeirnod: gallwch ddilyn eich { $noun } yma.
page-sent-follow = Dilyn eich { $noun }
page-sent-follow-text = Gallwch ddod yn ôl unrhyw bryd i weld beth sy’n digwydd. Bydd angen y cyfeirnod arnoch, ac un o’r rhain:
page-sent-follow-code = Gallwch ddod yn ôl unrhyw bryd i weld beth sy’n digwydd. Bydd angen y cyfeirnod a’ch cod olrhain arnoch.
page-sent-follow-email = y cyfeiriad e-bost a roesoch
page-sent-follow-postcode = cod post yn eich { $noun }
page-sent-follow-tracking = eich cod olrhain
page-sent-tracking = Eich cod olrhain
page-sent-tracking-show = Dangos eich cod olrhain
page-sent-tracking-text = Ysgrifennwch hwn i lawr neu argraffwch y dudalen. Byddwn yn dangos y cod am awr yn unig, yn y porwr hwn. Gall unrhyw un sydd â’r cod a’r cyfeirnod weld eich { $noun }.
page-sent-another = Gwneud rhywbeth arall
page-sent-when = Anfonwyd { $when }

## Find a request.

page-find-title = Dod o hyd i gais
page-find-intro = Gweld beth sy’n digwydd gyda rhywbeth a anfonoch atom.
page-find-reference = Cyfeirnod
page-find-reference-hint = Mae ganddo 10 llythyren a rhif, fel 7KD‑2MPX‑9QF
page-find-fact = Cyfeiriad e-bost, cod post neu god olrhain
page-find-fact-hint = Y cyfeiriad e-bost neu’r cod post a roesoch, neu’ch cod olrhain
page-find-button = Chwilio
page-find-finished = Nid yw’r porwr hwn yn dangos eich ceisiadau mwyach.
page-fact-wait-caller =
    { $n ->
        [one] Mae gormod o fanylion anghywir wedi dod o’ch cysylltiad ar gyfer y cais hwn. Arhoswch { $n } funud, yna rhowch gynnig arall arni. Mae eich cod olrhain yn gweithio ar unwaith.
        [two] Mae gormod o fanylion anghywir wedi dod o’ch cysylltiad ar gyfer y cais hwn. Arhoswch { $n } funud, yna rhowch gynnig arall arni. Mae eich cod olrhain yn gweithio ar unwaith.
       *[other] Mae gormod o fanylion anghywir wedi dod o’ch cysylltiad ar gyfer y cais hwn. Arhoswch { $n } munud, yna rhowch gynnig arall arni. Mae eich cod olrhain yn gweithio ar unwaith.
    }
page-fact-wait-reference = Mae rhywun wedi rhoi cynnig ar lawer o fanylion anghywir ar gyfer y cais hwn. I’w gadw’n breifat, nid ydym yn gwirio unrhyw god post cyn { $when }. Mae’r cyfeiriad e-bost yn y cais a’ch cod olrhain yn dal i weithio.
page-fact-wait-ticket =
    { $n ->
        [one] Mae rhywun wedi rhoi cynnig ar lawer o fanylion anghywir ar gyfer y cais hwn. I’w gadw’n breifat, arhoswch { $n } eiliad, yna dewiswch ‘Gwirio eto’. Mae eich cod olrhain yn gweithio ar unwaith.
        [two] Mae rhywun wedi rhoi cynnig ar lawer o fanylion anghywir ar gyfer y cais hwn. I’w gadw’n breifat, arhoswch { $n } eiliad, yna dewiswch ‘Gwirio eto’. Mae eich cod olrhain yn gweithio ar unwaith.
       *[other] Mae rhywun wedi rhoi cynnig ar lawer o fanylion anghywir ar gyfer y cais hwn. I’w gadw’n breifat, arhoswch { $n } eiliad, yna dewiswch ‘Gwirio eto’. Mae eich cod olrhain yn gweithio ar unwaith.
    }
page-fact-wait-again = Gwirio eto
page-find-lost-title = Os ydych wedi colli eich cyfeirnod
page-find-lost-text = Os gwnaethom e-bostio atoch, mae yn yr e-bost. Os na wnaethom, ffoniwch y cyngor yr anfonoch y cais ato.

## Status.

page-request-title = Eich { $name }
page-request-reference = Cyfeirnod
page-request-by = Erbyn pryd
page-request-about = Ynghylch
page-request-late = Ein nod oedd gorffen erbyn { $day }. Mae’n ddrwg gennym ei fod yn hwyr.
page-request-sent = Anfonwyd
page-request-ask-title = Ai eich cais chi yw hwn?
page-request-ask-text = Dim ond yn y porwr a’i hanfonodd, ac am un diwrnod, y byddwn yn dangos cais heb ofyn. I’w weld nawr, rhowch y cyfeiriad e-bost neu’r cod post a roesoch, neu’ch cod olrhain. Os nad oes gennych yr un o’r rhain, ffoniwch y cyngor yr anfonoch y cais ato a chael y cyfeirnod wrth law.
page-request-ask-button = Dangos y cais
page-request-privacy = Sut mae’r tîm hwn yn defnyddio eich gwybodaeth
page-request-call = Os oes rhywbeth o’i le neu wedi newid, ffoniwch ni a chadwch y cyfeirnod wrth law.
page-request-finish = Gorffen a chau’r cais hwn
page-request-finish-text = Os yw pobl eraill yn defnyddio’r cyfrifiadur hwn, caewch y cais yma. Mae hyn hefyd yn dileu atebion nad ydych wedi’u hanfon. I’w weld eto, bydd angen eich cyfeirnod arnoch a’ch cyfeiriad e-bost, eich cod post neu’ch cod olrhain.
page-request-call-parts = Os oes rhywbeth o’i le neu wedi newid, ffoniwch y cyngor sy’n delio â’r rhan honno a chadwch y cyfeirnod wrth law.

## Feedback.

page-feedback-title = Pa mor fodlon oeddech chi gyda’r gwasanaeth hwn?
page-feedback-left-title = Rydych wedi canslo, ac mae eich atebion wedi’u dileu
page-feedback-left-text = Nid oes dim wedi’i anfon. Mae dweud wrthym pam y gwnaethoch stopio yn ein helpu i wella hyn.
page-feedback-left-comment = Pam y gwnaethoch roi’r gorau iddi?
page-feedback-rating = Yn gyffredinol, pa mor fodlon oeddech chi?
page-feedback-rating-5 = Bodlon iawn
page-feedback-rating-4 = Bodlon
page-feedback-rating-3 = Ddim yn fodlon nac yn anfodlon
page-feedback-rating-2 = Anfodlon
page-feedback-rating-1 = Anfodlon iawn
page-feedback-comment = Sut gallem ni ei wella?
page-feedback-comment-hint = Peidiwch â chynnwys gwybodaeth bersonol neu ariannol, fel eich enw, cyfeiriad neu fanylion banc. Ni allwn ateb.
page-feedback-button = Anfon adborth
page-feedback-thanks-title = Diolch am eich adborth
page-feedback-thanks-text = Ni fydd eich adborth yn effeithio ar eich cais.
page-feedback-thanks-unsent = Nid ydych wedi anfon cais, a gallwch ddechrau un eto unrhyw bryd.
page-feedback-once = Rydych eisoes wedi dweud wrthym. Rydym yn cyfrif adborth unwaith.
page-feedback-unknown-title = Nid yw’r ddolen adborth hon yn gweithio mwyach
page-feedback-unknown-text = Efallai ei bod yn hen, neu’n anghyflawn. Nid oes dim wedi’i golli.

## Accessibility statement, after the model of the Public Sector Bodies Accessibility Regulations 2018.

page-accessibility-title = Datganiad hygyrchedd
page-accessibility-scope = Mae’r datganiad hwn yn berthnasol i wasanaethau ar-lein { $authority } ar y wefan hon. { $authority } sy’n ei rhedeg, ac mae am i gynifer o bobl â phosibl allu ei defnyddio.
page-accessibility-can-intro = Mae hynny’n golygu y dylech allu:
page-accessibility-can-1 = defnyddio pob gwasanaeth gyda bysellfwrdd yn unig
page-accessibility-can-2 = newid lliwiau a ffontiau gyda gosodiadau eich porwr neu ddyfais
page-accessibility-can-3 = chwyddo hyd at 400% heb i’r testun lifo oddi ar y sgrin
page-accessibility-can-4 = defnyddio pob gwasanaeth heb JavaScript
page-accessibility-can-5 = cymryd cymaint o amser ag sydd ei angen ar bob tudalen, hyd at 2 awr heb wneud dim, a 12 awr i gyd. Os yw eich porwr yn rhedeg JavaScript, rydym yn gofyn 10 munud cyn i’r 2 awr ddod i ben a oes angen mwy o amser arnoch
page-accessibility-abilitynet = Mae gan AbilityNet gyngor ar wneud eich dyfais yn haws ei defnyddio os oes gennych anabledd.
page-accessibility-how-title = Pa mor hygyrch yw’r wefan hon
page-accessibility-how-text = Nid yw ein profion awtomatig yn canfod methiant ar unrhyw dudalen. Nid oes neb wedi profi’r wefan â llaw eto: dim person anabl, dim archwilydd annibynnol, a neb â darllenydd sgrin. Felly efallai fod rhannau nad ydynt yn gweithio i chi, ac nid ydym yn gwybod eto pa rai.
page-accessibility-welsh = Mae rhai gwasanaethau hefyd yn Gymraeg. Mae gwasanaethau sydd yn Saesneg yn unig yn dweud hynny.
page-accessibility-report-title = Rhoi gwybod i ni am broblem, neu ofyn am fformat arall
page-accessibility-report-text = Os dewch o hyd i broblem, os credwch nad ydym yn bodloni gofynion hygyrchedd, neu os oes angen yr wybodaeth hon arnoch mewn fformat arall fel print bras, hawdd ei ddeall, sain neu braille, cysylltwch â ni. Byddwn yn ateb o fewn 10 diwrnod gwaith.
page-accessibility-enforce-title = Os nad ydych yn fodlon ar ein hateb
page-accessibility-enforce-text = Y Comisiwn Cydraddoldeb a Hawliau Dynol sy’n gyfrifol am orfodi Rheoliadau Hygyrchedd Cyrff Sector Cyhoeddus (Gwefannau a Rhaglenni Symudol) (Rhif 2) 2018 (y ‘rheoliadau hygyrchedd’). Os nad ydych yn fodlon ar sut rydym yn ymateb i’ch cwyn, cysylltwch â’r Gwasanaeth Cynghori a Chymorth Cydraddoldeb (EASS).
page-accessibility-enforce-link = Cysylltu â’r Gwasanaeth Cynghori a Chymorth Cydraddoldeb
page-accessibility-technical-title = Gwybodaeth dechnegol am hygyrchedd y wefan hon
page-accessibility-technical-text = Mae { $authority } wedi ymrwymo i wneud ei wefan yn hygyrch, yn unol â Rheoliadau Hygyrchedd Cyrff Sector Cyhoeddus (Gwefannau a Rhaglenni Symudol) (Rhif 2) 2018.
page-accessibility-status-title = Statws cydymffurfio
page-accessibility-status-text = Mae’r wefan hon yn cydymffurfio’n rhannol â safon AA fersiwn 2.2 y Canllawiau Hygyrchedd Cynnwys Gwe. Rydym yn dweud ‘yn rhannol’ gan nad oes unrhyw berson wedi’i harchwilio, felly ni all neb ddweud ei bod yn bodloni pob rhan o’r safon.
page-accessibility-tested-title = Sut y gwnaethom brofi’r wefan hon
page-accessibility-tested-text = Bob tro y bydd y feddalwedd yn newid, mae axe-core yn rhedeg mewn porwr ar bob math o dudalen, gyda chamgymeriadau a hebddynt, a gyda JavaScript a hebddo. Mae profion awtomatig eraill yn anfon cais â’r bysellfwrdd yn unig, ac yn gwirio nad oes dim yn llifo oddi ar sgrin 320 picsel o led, sydd yr un fath â chwyddo 400%. Dim ond rhai mathau o broblemau y mae profion awtomatig yn eu canfod.
page-accessibility-prepared = Paratowyd y datganiad hwn ar { $date }.

## Privacy.

page-privacy-title = Preifatrwydd
page-privacy-lead = Sut mae { $authority } yn defnyddio’r hyn a ddywedwch wrthym ar y wefan hon.
page-privacy-who-title = Pwy sy’n gyfrifol
page-privacy-who-text = { $authority } yw rheolydd eich data personol. Pan fydd gwasanaeth yn perthyn i gyngor arall, y cyngor hwnnw yw’r rheolydd, ac mae’r gwasanaeth yn dweud hynny.
page-privacy-dpo = Swyddog diogelu data:
page-privacy-what-title = Yr hyn rydym yn ei gadw
page-privacy-what-1 = Eich atebion, pan fyddwch yn anfon cais. Maent wedi’u hamgryptio lle rydym yn eu storio.
page-privacy-what-2 = Eich atebion anorffenedig. Byddwn yn eu dileu pan fyddwch yn canslo, pan na wnewch ddim am 2 awr, a 12 awr ar ôl i chi ddechrau. Ni all neb eu hagor eto ar ôl i chi gau eich porwr. Os byddwch yn dewis eu cadw ar eich dyfais eich hun, byddwn yn eu dileu ar ôl 7 diwrnod.
page-privacy-what-3 = Cofnod o bob cyswllt: drwy ba sianel, ynghylch pa wasanaeth, ym mha iaith, ar ba fath o ddyfais, faint o amser a gymerodd, pa gwestiynau a achosodd gamgymeriadau, sut y daeth i ben a pha mor fodlon oedd y person. Nid yw hyn yn cynnwys eich enw na’ch atebion. Ar ôl { $days } byddwn yn dileu pa dudalennau a welwyd a pha gwestiynau a achosodd gamgymeriadau.
page-privacy-what-4 = Yr hyn a ysgrifennwch wrth ddweud pa mor fodlon oeddech. Byddwn yn ei ddileu ar ôl blwyddyn.
page-privacy-why-title = Pam y cawn ei ddefnyddio
page-privacy-why-text = Mae’r gyfraith yn galw hyn yn sail gyfreithlon. Fe’i nodir ar gyfer pob gwasanaeth yn y tabl isod.
page-privacy-table-service = Gwasanaeth
page-privacy-table-basis = Sail gyfreithlon
page-privacy-table-retention = Cyfnod cadw ar ôl gorffen
page-privacy-basis-consent = Eich cydsyniad (erthygl 6(1)(a) GDPR y DU)
page-privacy-basis-contract = Contract gyda chi (erthygl 6(1)(b) GDPR y DU)
page-privacy-basis-legal-obligation = Mae’r gyfraith yn dweud bod yn rhaid i ni (erthygl 6(1)(c) GDPR y DU)
page-privacy-basis-vital-interests = I amddiffyn bywyd rhywun (erthygl 6(1)(d) GDPR y DU)
page-privacy-basis-public-task = Tasg gyhoeddus (erthygl 6(1)(e) GDPR y DU)
page-privacy-basis-legitimate-interests = Buddiannau cyfreithlon (erthygl 6(1)(f) GDPR y DU)
page-privacy-retention-days =
    { $n ->
        [one] { $n } diwrnod
        [two] { $n } ddiwrnod
       *[other] { $n } diwrnod
    }
page-privacy-retention-years =
    { $n ->
        [zero] { $n } blynedd
        [one] { $n } flwyddyn
        [two] { $n } flynedd
        [few] { $n } blynedd
        [many] { $n } blynedd
       *[other] { $n } mlynedd
    }
page-privacy-retention-text = Rydym yn cyfrif o’r diweddariad diwethaf, yna’n dileu eich cais. Dim ond ffigurau dienw yr ydym yn eu cadw.
page-privacy-share-title = Gyda phwy rydym yn ei rannu
page-privacy-share-text = Rydym yn anfon eich cais at y tîm sy’n delio ag ef, yn y system gyfrifiadurol y mae’n ei defnyddio. Nid ydym yn gwerthu eich gwybodaeth, nac yn ei defnyddio ar gyfer hysbysebu. Ni wneir unrhyw benderfyniadau awtomatig amdanoch yma.
page-privacy-rights-title = Eich hawliau
page-privacy-rights-intro = Gallwch ofyn i ni:
page-privacy-rights-access = am gopi o’r wybodaeth sydd gennym amdanoch
page-privacy-rights-correct = gywiro unrhyw beth sy’n anghywir
page-privacy-rights-erase = ei dileu, os nad oes ei hangen arnom mwyach
page-privacy-rights-object = roi’r gorau i’w defnyddio neu gyfyngu ar hynny
page-privacy-rights-how = Cysylltwch â’r swyddog diogelu data. Byddwn yn ateb o fewn un mis.
page-privacy-complain-title = Os nad ydych yn fodlon
page-privacy-complain-us = Dywedwch wrthym ni yn gyntaf, er mwyn i ni allu ei gywiro.
page-privacy-complain-ico = Gallwch gwyno i Swyddfa’r Comisiynydd Gwybodaeth (ICO), sy’n goruchwylio diogelu data yn y DU. Ei llinell gymorth yw 0303 123 1113.
page-privacy-complain-link = Cwyno i’r ICO

## Cookies.

page-cookies-title = Cwcis
page-cookies-lead = Ffeiliau bach y mae gwefan yn eu cadw ar eich dyfais yw cwcis. Dim ond y rhai na all y wefan weithio hebddynt yr ydym yn eu defnyddio, felly nid ydym yn gofyn am eich cydsyniad iddynt.
page-cookies-none = Nid ydym yn defnyddio cwcis i’ch dilyn, na chwcis gan gwmnïau eraill.
page-cookies-table-caption = Cwcis rydym yn eu defnyddio
page-cookies-table-name = Enw
page-cookies-table-purpose = Ei bwrpas
page-cookies-table-expires = Pryd mae’n dod i ben
page-cookies-draft-purpose = Cysylltu’r porwr hwn â’r atebion rydych yn eu teipio ac, am ddiwrnod, â’r hyn rydych wedi’i anfon
page-cookies-draft-expires = Pan fyddwch yn cau eich porwr, neu ar ôl 2 ddiwrnod
page-cookies-kept-purpose = Cysylltu’r porwr hwn â’r atebion y dewisoch eu cadw ar y ddyfais hon
page-cookies-kept-expires = Ar ôl 7 diwrnod. Dim ond os gwnewch y dewis hwnnw y caiff ei osod
page-cookies-proof-purpose = Cofio pa geisiadau rydych wedi dangos eu bod yn eiddo i chi
page-cookies-proof-expires = Pan fyddwch yn cau eich porwr, neu ar ôl 1 awr
page-cookies-objection-purpose = Cofio nad ydych am i’ch ymweliadau gael eu cyfrif
page-cookies-objection-expires = Ar ôl 1 flwyddyn
page-cookies-tab-title = Yr hyn sy’n aros yn y tab
page-cookies-tab-text = Wrth i chi lenwi ffurflen, mae’r atebion nad ydych wedi’u hanfon hefyd yn cael eu cadw yn nhab eich porwr, rhag ofn y collir y cysylltiad. Maent yn diflannu pan fyddwch yn cau’r tab, yn canslo’r ffurflen neu’n ei hanfon.
page-cookies-visits-title = Cyfrif ymweliadau
page-cookies-visits-text = Rydym yn cyfrif faint o bobl sy’n defnyddio pob gwasanaeth, ar ba fath o ddyfais, a ble maent yn cael trafferth, er mwyn i ni allu ei wella. Rydym yn gwneud hyn heb gwcis, enwau nac atebion. Gallwch ddweud na. Mae popeth arall yn gweithio yr un fath.
page-cookies-visits-question = A gawn ni gyfrif eich ymweliadau?
page-cookies-visits-now-yes = Rydym yn eu cyfrif oni bai eich bod yn dweud na.
page-cookies-visits-now-no = Dywedoch na, felly nid ydym yn eu cyfrif.
page-cookies-visits-yes = Cewch, cyfrifwch fy ymweliadau
page-cookies-visits-no = Na chewch, peidiwch â chyfrif fy ymweliadau
page-cookies-save = Cadw
page-cookies-saved = Rydym wedi cadw eich dewis.
