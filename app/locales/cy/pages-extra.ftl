### Tudalennau cwestiynau.

journey-feedback = Dywedwch wrthym beth yw eich barn am y gwasanaeth hwn (mae’n cymryd 30 eiliad)
journey-not-saved-title = Ni allem gadw’r dudalen hon
journey-not-sent-title = Nid yw eich cais wedi’i anfon eto

## O amgylch pob tudalen.

layout-navigation = Gwybodaeth am y gwasanaeth
layout-contact-name-phone = Ffôn
layout-contact-name-out-of-hours = Ffôn, pan fyddwn ar gau
layout-contact-name-relay = Relay UK
layout-contact-note-relay = Os na allwch glywed neu siarad ar y ffôn
layout-contact-name-email = E-bost
layout-contact-name-counter = Wyneb yn wyneb
layout-contact-name-website = Gwefan
journey-reviewed-title = Mae eich atebion wedi newid
journey-reviewed-text = Newidiodd eich atebion ar ôl i chi agor y dudalen hon, felly nid oes dim wedi’i anfon. Gwiriwch nhw eto cyn eu hanfon.

layout-breadcrumbs = Ble rydych chi
page-cleared-title = Mae eich atebion wedi’u clirio
page-cleared-text = Nid oes dim wedi’i anfon, ac nid oes dim a deipioch ar ôl ar y ddyfais hon.
problem-410-title = Nid yw’r ddolen hon yn gweithio mwyach
problem-410-text = Mae wedi’i defnyddio neu mae’n rhy hen. Nid oes dim a anfonoch wedi’i golli.
problem-421-title = Nid oes cyngor yn ateb yn y cyfeiriad hwn
problem-421-text = Gwiriwch y cyfeiriad gwe, neu dechreuwch o wefan eich cyngor.

## Preifatrwydd.

page-privacy-retention-years =
    { $n ->
        [zero] { $n } blynedd
        [one] { $n } flwyddyn
        [two] { $n } flynedd
        [few] { $n } blynedd
        [many] { $n } blynedd
       *[other] { $n } mlynedd
    }

## 500 a 503, lle mae’r hyn a bostiwyd yn dal yn y dudalen.

problem-kept = Mae’r hyn a deipioch yn cael ei gadw yn y dudalen hon, ac nid yw wedi’i storio eto.
journey-gone-title = Nid yw eich atebion yma mwyach
journey-gone-text = Rydym yn dileu eich atebion pan fyddwch yn eu clirio, a phan na fyddwch yn gwneud dim am 2 awr. Nid oes dim wedi’i anfon. Gallwch ddechrau eto ar y dudalen hon.
