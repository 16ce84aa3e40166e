### Pages for when something cannot be done. Each says what happened, what became of what was typed, and what to do now.

## 400: the request cannot be understood.

problem-400-title = Nid oeddem yn gallu deall hynny
problem-400-text = Anfonodd eich porwr rywbeth na allwn ei ddarllen. Nid oes dim wedi’i gadw. Ewch yn ôl a rhowch gynnig arall arni.

## 403: a post from another site.

problem-403-title = Nid oeddem yn gallu derbyn hynny
problem-403-text = Er eich diogelwch, dim ond ffurflenni a anfonir o’n tudalennau ein hunain yr ydym yn eu derbyn. Agorwch y gwasanaeth o’n gwefan a rhowch gynnig arall arni.

## 404: nothing lives at this address.

problem-404-title = Heb ddod o hyd i’r dudalen
problem-404-typed = Os gwnaethoch deipio’r cyfeiriad gwe, gwiriwch ei fod yn gywir.
problem-404-pasted = Os gwnaethoch ludo’r cyfeiriad gwe, gwiriwch eich bod wedi copïo’r cyfan.
problem-404-services = Gallwch hefyd ddod o hyd i’r hyn sydd ei angen arnoch yn y rhestr o bob gwasanaeth.
problem-404-service-title = Nid yw’r gwasanaeth hwnnw gennym
problem-404-service-text = Efallai fod ganddo enw newydd, neu fod cyngor arall yn ei redeg. Chwiliwch y rhestr o bob gwasanaeth.

## 405: a wrong method.

problem-405-title = Nid yw hynny’n gweithio yma
problem-405-text = Ni ellir agor y dudalen hon fel hynny. Dechreuwch eto o’r rhestr o bob gwasanaeth.

## 408: what was sent did not come in time.

problem-408-title = Ni chyrhaeddodd yr hyn a anfonoch mewn pryd
problem-408-text = Efallai fod eich cysylltiad yn araf neu wedi’i dorri. Nid oes dim wedi’i gadw. Ewch yn ôl a rhowch gynnig arall arni.

## 409: the world moved on.

problem-409-title = Mae hyn wedi newid ers i chi ei agor
problem-409-text = Nid ydym wedi newid dim. Agorwch y dudalen eto i weld sut mae pethau nawr.
problem-410-title = Nid yw’r ddolen hon yn gweithio mwyach
problem-410-text = Mae wedi’i defnyddio neu mae’n rhy hen. Nid oes dim a anfonoch wedi’i golli.

## 413: too much.

problem-413-title = Mae hynny’n ormod i’w anfon ar unwaith
problem-413-text = Ewch yn ôl, byrhewch eich atebion a rhowch gynnig arall arni. Nid oes dim wedi’i anfon.
problem-421-title = Nid oes cyngor yn ateb yn y cyfeiriad hwn
problem-421-text = Gwiriwch y cyfeiriad gwe, neu dechreuwch o wefan eich cyngor.

## 422: the form cannot be taken as it is.

problem-422-title = Mae problem gyda’r hyn a anfonwyd
problem-422-text = Ewch yn ôl, gwiriwch y dudalen a rhowch gynnig arall arni. Nid oes dim wedi’i anfon at gyngor.

## 429: too often.

problem-429-title = Rydych wedi ceisio gormod o weithiau
problem-429-text =
    { $n ->
        [one] Arhoswch { $n } funud, yna rhowch gynnig arall arni. Nid oes dim a anfonoch o’r blaen wedi’i golli.
        [two] Arhoswch { $n } funud, yna rhowch gynnig arall arni. Nid oes dim a anfonoch o’r blaen wedi’i golli.
       *[other] Arhoswch { $n } munud, yna rhowch gynnig arall arni. Nid oes dim a anfonoch o’r blaen wedi’i golli.
    }

## 500: our fault.

problem-500-title = Mae’n ddrwg gennym, aeth rhywbeth o’i le
problem-500-text = Ein camgymeriad ni yw hwn, nid eich un chi. Rhowch gynnig arall arni mewn ychydig funudau.
problem-500-sent = Os oeddech yn anfon cais ac na welsoch gyfeirnod, anfonwch ef eto. Nid ydym byth yn cyfrif yr un cais ddwywaith.

## 503: not now.

problem-503-title = Mae’n ddrwg gennym, nid yw’r gwasanaeth ar gael ar hyn o bryd
problem-503-text = Rhowch gynnig arall arni mewn ychydig funudau.
problem-503-kept = Nid oes dim wedi’i anfon eto. Mae eich atebion yn dal ar y dudalen hon: anfonwch nhw eto mewn ychydig funudau.
problem-503-page-kept = Nid oeddem yn gallu cadw’r dudalen hon. Mae’r hyn a deipioch yn dal isod: dewiswch ‘Parhau’ eto mewn ychydig funudau.

## On all of them.

problem-call = Os yw’n fater brys, ffoniwch ni.
problem-services = Gweld pob gwasanaeth
