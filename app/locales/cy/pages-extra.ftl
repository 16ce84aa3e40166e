### Geiriau sydd eu hangen ar dudalennau yn ogystal â rhai’r ffeiliau eraill.

## Atebion fel y mae pobl yn eu darllen yn ôl.

answer-yes = Ie
answer-no = Na
answer-declared = Wedi’i gadarnhau

## Tudalennau cwestiynau.

journey-address-find-by-postcode = Chwilio am y cyfeiriad yn ôl ei god post
journey-feedback = Dywedwch wrthym beth yw eich barn am y gwasanaeth hwn (mae’n cymryd 30 eiliad)
journey-check-declaration = Drwy anfon hwn rydych yn cadarnhau bod eich atebion, hyd y gwyddoch, yn gywir.
journey-changed-version-title = Mae’r ffurflen hon wedi newid ers i chi ddechrau
journey-changed-version-text = Rydym wedi cadw’r atebion sy’n dal i ffitio. Gwiriwch nhw, os gwelwch yn dda.
journey-skipped-text = Mae’r dudalen y gofynnoch amdani yn dod ar ôl y cwestiwn hwn.
journey-not-saved-title = Ni allem gadw’r dudalen hon
journey-not-sent-title = Nid yw eich cais wedi’i anfon eto
