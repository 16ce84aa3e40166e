### Mistakes in answers. A question’s own words come first; these are said when it has none. `{ $name }` is the question’s short name, `{ $n }` the limit that was passed.

error-summary-title = Mae problem wedi codi
error-prefix = Gwall:

## Answers of any kind.

error-required = Rhowch ateb ar gyfer ‘{ $name }’
error-too-long =
    { $n ->
        [one] Defnyddiwch { $n } nod neu lai ar gyfer ‘{ $name }’
        [two] Defnyddiwch { $n } nod neu lai ar gyfer ‘{ $name }’
       *[other] Defnyddiwch { $n } nod neu lai ar gyfer ‘{ $name }’
    }
error-control-characters = Teipiwch ‘{ $name }’ eto: mae ynddo nodau cudd na allwn eu defnyddio
error-not-an-option = Dewiswch un o’r atebion a restrir ar gyfer ‘{ $name }’
error-none-with-others = Dewiswch yr atebion sy’n berthnasol ar gyfer ‘{ $name }’, neu’r un olaf yn unig
error-wrong-type = Nid yw’r ateb ar gyfer ‘{ $name }’ yn y ffurf gywir
error-unknown-question = Nid oes gan y gwasanaeth hwn gwestiwn ‘{ $name }’
error-not-served = Ni allwn ddweud pa gyngor sy’n delio â hyn. Gwiriwch ‘{ $name }’

## Names, email addresses and phone numbers.

error-not-a-name = Rhowch enw sy’n cynnwys llythrennau ar gyfer ‘{ $name }’
error-not-an-email = Rhowch gyfeiriad e-bost yn y fformat cywir, fel enw@example.com
error-not-a-phone = Rhowch rif ffôn, fel 01632 960 001 neu 07700 900 982

## Dates.

error-not-a-date = Rhowch ddyddiad go iawn ar gyfer ‘{ $name }’
error-missing-day = Rhowch ddiwrnod ar gyfer ‘{ $name }’
error-missing-month = Rhowch fis ar gyfer ‘{ $name }’
error-missing-year = Rhowch flwyddyn ar gyfer ‘{ $name }’

## Addresses and places.

error-postcode-required = Rhowch god post
error-select-address = Dewiswch gyfeiriad o’r rhestr
error-line1-required = Rhowch linell gyfeiriad 1, fel arfer yr adeilad a’r stryd
error-town-required = Rhowch dref neu ddinas
error-missing-postcode = Rhowch god post
error-not-a-postcode = Rhowch god post llawn yn y DU, fel ME14 9ZA
error-choose-address = Dewiswch gyfeiriad o’r rhestr, neu rhowch ef eich hun
error-missing-line1 = Rhowch linell gyntaf y cyfeiriad
error-missing-town = Rhowch y dref neu’r ddinas
error-not-a-pin = Disgrifiwch y lle mewn geiriau: nid yw ei leoliad ar y map yn y Deyrnas Unedig

## Forms that are not about a service.

error-reference-required = Rhowch y cyfeirnod
error-reference-wrong = Gwiriwch y cyfeirnod. Mae ganddo 10 llythyren a rhif, fel 7KD-2MPX-9QT
error-fact-required = Rhowch y cyfeiriad e-bost, y cod post neu’r cod olrhain
error-request-not-found = Ni allwn ddod o hyd i gais gyda’r manylion hyn. Gwiriwch nhw a rhowch gynnig arall arni
error-rating-required = Dewiswch pa mor fodlon oeddech chi
error-comment-too-long =
    { $n ->
        [one] Rhaid i’ch sylw fod yn { $n } nod neu lai
        [two] Rhaid i’ch sylw fod yn { $n } nod neu lai
       *[other] Rhaid i’ch sylw fod yn { $n } nod neu lai
    }
error-cookie-choice-required = Dewiswch a gawn ni gyfrif eich ymweliadau
