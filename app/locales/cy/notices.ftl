### Emails, as plain text. A subject never holds personal data. An email repeats only the answers that the service allows in emails.

## Subjects. `{ $name }` is what the service calls a request, `{ $team }` who deals with it, `{ $Team }` the same at the start of a sentence.

notice-confirmation-subject = Mae gennym eich { $name }
notice-accepted-subject = Diweddariad am eich { $name }: { $team } sydd ag ef
notice-in-progress-subject = Diweddariad am eich { $name }: mae’r gwaith wedi dechrau
notice-needs-you-subject = Eich { $name }: mae angen rhywbeth gennych chi
notice-done-subject = Mae eich { $name } wedi cau
notice-refused-subject = Diweddariad am eich { $name }: ni allwn wneud hyn
notice-withdrawn-subject = Tynnwyd eich { $name } yn ôl

## The first paragraph of each.

notice-confirmation-body = Mae gennym eich { $name }. Eich cyfeirnod yw { $reference }.
notice-accepted-body = { $Team } sydd â’ch { $name } nawr. Nid ydynt wedi dechrau eto. Eich cyfeirnod yw { $reference }.
notice-in-progress-body = { $Team } sy’n gweithio ar eich { $name }. Eich cyfeirnod yw { $reference }.
notice-needs-you-body = { $Team } sy’n methu parhau â’ch { $name } hebddoch chi. Eich cyfeirnod yw { $reference }.
notice-done-body = Mae eich { $name } wedi cau. Eich cyfeirnod yw { $reference }. Os nad yw wedi’i ddatrys, mae’r dudalen isod yn dweud sut i roi gwybod i ni.
notice-refused-body = Ni allwn wneud yr hyn y gofynnoch amdano yn eich { $name }. Eich cyfeirnod yw { $reference }. Mae’r dudalen isod yn dweud beth allwch chi ei wneud nawr.
notice-withdrawn-body = Tynnwyd eich { $name } yn ôl. Ni fydd dim mwy yn digwydd. Eich cyfeirnod yw { $reference }.

## When one of several parts has ended, and the request has not. `{ $authority }` is the council that answers the part.

notice-part-done-subject = Diweddariad am eich { $name }: mae rhan { $authority } wedi’i chwblhau
notice-part-withdrawn-subject = Diweddariad am eich { $name }: tynnwyd un rhan yn ôl
notice-part-done-body = Mae rhan { $authority } o’ch { $name } wedi’i chwblhau. Eich cyfeirnod yw { $reference }. Os nad yw wedi’i ddatrys, mae’r dudalen isod yn dweud sut i roi gwybod i ni.
notice-part-withdrawn-body = Tynnwyd rhan { $authority } o’ch { $name } yn ôl. Ni fydd dim mwy yn digwydd gyda hi. Eich cyfeirnod yw { $reference }.

## Which part it is about, when several councils deal with one request.

notice-part = Mae hyn yn ymwneud â’r rhan o’ch cais y mae { $authority } yn delio â hi. Daw diweddariadau am y gweddill ar wahân.

## What stands between: the service’s own steps, or the service team’s sentence, follows on the next line.

notice-next-heading = Beth sy’n digwydd nesaf
notice-note-heading = { $Team } a ysgrifennodd:

## At the end of every email.

notice-follow = I weld beth sy’n digwydd, ewch i { $link }. Byddwn yn gofyn am y cyfeiriad e-bost hwn.
notice-reply = Os oes gennych gwestiwn, atebwch yr e-bost hwn neu ysgrifennwch at { $address }. Os na wnaethoch anfon y cais hwn, efallai fod rhywun wedi teipio eich cyfeiriad drwy gamgymeriad: rhowch wybod i ni.
notice-no-reply = Peidiwch ag ateb yr e-bost hwn: nid oes neb yn darllen yr atebion. Os na wnaethoch anfon y cais hwn, efallai fod rhywun wedi teipio eich cyfeiriad drwy gamgymeriad, a gallwch ei anwybyddu.
notice-footer = { $authority }

## To the operator, when a delivery needs a person.

notice-operator-subject = Doorstep: mae angen person ar ddanfoniadau i { $destination }
notice-operator-body = Mae Doorstep wedi rhoi’r gorau i geisio danfon { $n } neges i { $destination }. Yr ateb diwethaf oedd: { $code }. Nid oes dim wedi’i golli na’i ddileu. I’w gweld, rhedwch: { $list }. Pan fydd yr achos wedi’i drwsio, rhedwch: { $command }
notice-operator-name = Doorstep
notice-alarm-subject = Doorstep: mae danfoniadau i { $destination } yn methu
notice-alarm-body = Mae danfoniadau i { $destination } yn methu mewn ffordd na fydd aros yn ei gwella. Yr ateb diwethaf oedd: { $code }. Mae Doorstep yn dal i geisio am o leiaf saith diwrnod; nid oes dim wedi’i golli. I weld beth sydd o’i le, rhedwch: { $test }. Pan fydd wedi’i drwsio, mae hyn yn rhoi cynnig arni ar unwaith: { $command }
notice-paused-subject = Doorstep: mae danfoniadau i { $destination } yn aros
notice-paused-body = Nid oes dim yn cael ei drosglwyddo i { $destination } tan { $time }, am iddo ofyn i Doorstep aros neu am iddo fethu lawer gwaith yn olynol. Yr ateb diwethaf oedd: { $code }. Nid oes dim wedi’i golli. I roi cynnig arall arni ar unwaith, rhedwch: { $command }
notice-failing-subject = Doorstep: nid yw { $destination } wedi derbyn dim ers tro
notice-failing-body = Nid oedd modd trosglwyddo dim i { $destination } ers { $time }. Yr ateb diwethaf oedd: { $code }. Mae Doorstep yn dal i geisio am o leiaf saith diwrnod; nid oes dim wedi’i golli. I weld beth sydd o’i le, rhedwch: { $test }. Pan fydd yn gweithio eto, mae hyn yn rhoi cynnig arni ar unwaith: { $command }
notice-volume-subject = Doorstep: nifer anarferol o geisiadau
notice-volume-body = Mae mwy na { $number } o geisiadau yr awr yn cael eu derbyn, mwy nag y mae’r gosodiad hwn yn ei ddisgwyl. Nid oes dim wedi’i golli. Mae ceisiadau cyntaf pob cyfeiriad yn cael eu trosglwyddo ar unwaith; mae’r rhai eraill yn cael eu dal, am ddiwrnod ar y mwyaf. I weld beth sy’n cael ei ddal, rhedwch: { $command }. Os oes rheswm da am gynifer, codwch limits.send.total.
notice-email-again-subject = Doorstep: mae e-bost yn gweithio eto
notice-email-again-body = Ni allai Doorstep anfon e-bost o { $since } tan { $until }. Mae’n gweithio eto, ac mae’r negeseuon a oedd yn aros yn cael eu hanfon nawr. Nid effeithiwyd ar yr un cais.
