### Mistakes in answers. A question’s own words come first; these are said when it has none. `{ $name }` is the question’s short name, `{ $n }` the limit that was passed.

error-summary-title = Mae problem wedi codi
error-prefix = Gwall:

## Answers of any kind.

error-required = { $name }: rhowch ateb
error-too-long =
    { $n ->
        [one] { $name }: rhaid defnyddio { $n } nod neu lai
        [two] { $name }: rhaid defnyddio { $n } nod neu lai
       *[other] { $name }: rhaid defnyddio { $n } nod neu lai
    }
error-control-characters = Teipiwch ‘{ $name }’ eto: mae ynddo nodau cudd na allwn eu defnyddio
error-not-an-option = Dewiswch un o’r atebion a restrir ar gyfer ‘{ $name }’
error-chosen-twice = Dewiswch bob ateb ar gyfer ‘{ $name }’ unwaith yn unig
error-none-with-others = Dewiswch yr atebion sy’n berthnasol ar gyfer ‘{ $name }’, neu’r un olaf yn unig
error-wrong-type = Nid yw { $name } yn y ffurf gywir
error-unknown-question = ‘{ $name }’: nid yw’r gwasanaeth hwn yn gofyn am hyn
error-too-much-text = Ni allwn gadw cymaint o destun. Byrhewch ‘{ $name }’ neu ateb cynharach
error-not-served = Ni allwn ddweud pa gyngor sy’n delio â hyn. Gwiriwch ‘{ $name }’

## Names, email addresses and phone numbers.

error-not-a-name = ‘{ $name }’: rhaid cynnwys llythrennau
error-not-an-email = Rhowch gyfeiriad e-bost yn y fformat cywir, fel enw@example.com
error-not-a-phone = Rhowch rif ffôn, fel 01632 960 001 neu 07700 900 982

## References and other codes.

error-not-digits = ‘{ $name }’: rhaid cynnwys rhifau yn unig
error-not-a-code = ‘{ $name }’: rhaid cynnwys llythrennau a rhifau yn unig

## Dates.

error-not-a-date = ‘{ $name }’: rhaid iddo fod yn ddyddiad go iawn
error-not-a-year = Rhaid i’r flwyddyn gynnwys 4 rhif
error-year-out-of-range = Rhaid i’r flwyddyn fod rhwng 1900 a 2199
error-missing-day = ‘{ $name }’: rhaid cynnwys diwrnod
error-missing-month = ‘{ $name }’: rhaid cynnwys mis
error-missing-year = ‘{ $name }’: rhaid cynnwys blwyddyn
error-missing-day-month = ‘{ $name }’: rhaid cynnwys diwrnod a mis
error-missing-day-year = ‘{ $name }’: rhaid cynnwys diwrnod a blwyddyn
error-missing-month-year = ‘{ $name }’: rhaid cynnwys mis a blwyddyn

## Numbers and money.

error-not-a-number = ‘{ $name }’: rhaid iddo fod yn rhif, fel 30
error-not-a-whole-number = ‘{ $name }’: rhaid iddo fod yn rhif cyfan, fel 30
error-number-too-low = ‘{ $name }’: rhaid iddo fod yn { $n } neu fwy
error-number-too-high = ‘{ $name }’: rhaid iddo fod yn { $n } neu lai
error-not-an-amount = ‘{ $name }’: rhaid iddo fod yn swm o arian, fel 1,200 neu 1,200.50
error-amount-too-low = ‘{ $name }’: rhaid iddo fod yn { $n } neu fwy
error-amount-too-high = ‘{ $name }’: rhaid iddo fod yn { $n } neu lai

## Addresses and places.

error-missing-postcode = Rhowch god post
error-not-a-postcode = Rhowch god post llawn yn y DU, fel ME14{ "\u00A0" }9ZA
error-unclear-postcode = Gwiriwch y cod post. Ai { $suggestion } ydych chi’n ei feddwl?
error-choose-address = Dewiswch gyfeiriad o’r rhestr, neu rhowch ef eich hun
error-missing-line1 = Rhowch linell gyntaf y cyfeiriad
error-missing-town = Rhowch y dref neu’r ddinas
error-missing-country = Rhowch y wlad
error-country-is-uk = Dewiswch ‘Mae’r cyfeiriad yn y DU’, a dod o hyd iddo yn ôl ei god post
error-missing-lat = Rhowch y lledred (lat) yn ogystal â’r hydred (lon), neu’r naill na’r llall
error-missing-lon = Rhowch yr hydred (lon) yn ogystal â’r lledred (lat), neu’r naill na’r llall
error-not-a-pin = Disgrifiwch y lle mewn geiriau: nid yw ei leoliad ar y map yn y Deyrnas Unedig

## Forms that are not about a service.

error-reference-required = Rhowch y cyfeirnod
error-reference-wrong = Gwiriwch y cyfeirnod. Mae ganddo 10 llythyren a rhif, fel 7KD‑2MPX‑9QF
error-fact-required = Rhowch y cyfeiriad e-bost, y cod post neu’r cod olrhain
error-request-not-found = Ni allwn ddod o hyd i gais gyda’r manylion hyn. Gwiriwch nhw a rhowch gynnig arall arni
error-rating-required = Dewiswch pa mor fodlon oeddech chi
error-too-many-ratings = Mae gormod o sgoriau wedi dod o’r cysylltiad hwn. Mae eich ateb yma o hyd: rhowch gynnig arall arni yn nes ymlaen
error-comment-too-long = Rhaid i’ch sylw fod yn 1,200 nod neu lai
error-cookie-choice-required = Dewiswch a gawn ni gyfrif eich ymweliadau
