### What every page has: title, header, contact line, footer.

## The browser’s title, skip link and error prefix.

layout-title = { $page } – { $authority }
layout-title-error = Gwall: { $title }
layout-skip = Neidio i’r prif gynnwys
layout-back = Yn ôl

## Header and service navigation.

layout-product = Gwasanaethau ar-lein
layout-menu = Dewislen
layout-menu-label = Dewislen gwasanaethau
layout-nav-home = Hafan
layout-nav-services = Pob gwasanaeth
layout-nav-requests = Dod o hyd i gais
layout-navigation = Gwybodaeth am y gwasanaeth
layout-breadcrumbs = Ble rydych chi

## Languages, each named in itself.

layout-language-label = Iaith
layout-language-en = English
layout-language-cy = Cymraeg

## Phase banner.

layout-phase-demo = Arddangosiad
layout-phase-demo-text = Arddangosiad yw hwn. Ni fydd dim a anfonwch yn cyrraedd cyngor. Mae’r cyfeiriadau wedi’u dyfeisio.

## The contact line: in the same place on every page.

layout-contact-title = Angen help? { $authority }
layout-contact-name-phone = Ffôn
layout-contact-name-out-of-hours = Ffôn, pan fyddwn ar gau
layout-contact-name-relay = Relay UK
layout-contact-note-relay = Os na allwch glywed neu siarad ar y ffôn
layout-contact-name-email = E-bost
layout-contact-name-counter = Wyneb yn wyneb
layout-contact-name-website = Gwefan

## Footer.

layout-footer-label = Dolenni cymorth
layout-footer-accessibility = Datganiad hygyrchedd
layout-footer-privacy = Preifatrwydd
layout-footer-cookies = Cwcis
layout-footer-api = I ddatblygwyr
layout-footer-made-with = Gwnaed gyda Doorstep, meddalwedd cod agored

## How long a form stays on the screen.

layout-stay-note = Os yw pobl eraill yn defnyddio’r ddyfais hon: mae’r dudalen hon yn aros ar y sgrin nes i chi ei chau. Caewch hi pan fyddwch wedi gorffen.
layout-stay-title = Oes angen mwy o amser arnoch?
layout-stay-more = Rydym yn dileu eich atebion pan nad ydych wedi cadw tudalen am 2 awr. Mae hynny mewn llai na 10 munud.
layout-stay-last = Ni allwn gadw eich atebion yn hirach, a byddwn yn eu dileu mewn llai na 10 munud. Anfonwch eich cais nawr, neu dechreuwch eto’n nes ymlaen.
layout-stay-go-on = Oes, cadwch fy atebion
layout-stay-close = Cau’r neges hon
layout-stay-failed = Ni allem gyrraedd ein gwasanaeth. Rhowch gynnig arall arni.

## Small words many pages share.

layout-warning = Rhybudd
layout-important = Pwysig
layout-success = Llwyddiant
layout-print-how = I argraffu neu gadw’r dudalen hon, defnyddiwch orchymyn argraffu eich porwr.
layout-phone-relay = Relay UK: 18001 ac yna { $number }
