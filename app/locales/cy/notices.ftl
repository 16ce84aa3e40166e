### Emails, as plain text, one message for each paragraph. A subject never holds personal data, nor what the request was about.

## We have it.

notice-received-subject = Eich cais i { $authority }: { $reference }
notice-received-opening = Mae gennym eich cais.
notice-received-service = Gwasanaeth: { $service }
notice-received-reference = Cyfeirnod: { $reference }
notice-received-when = Daeth i law: { $when }
notice-received-next = Beth sy’n digwydd nesaf
notice-received-follow = Gweld beth sy’n digwydd gyda’ch cais:
notice-received-follow-how = Bydd angen y cyfeirnod arnoch, a’r cyfeiriad e-bost, y cod post neu’r cod olrhain a ddefnyddioch.

## Something changed.

notice-status-subject = Newyddion am eich cais i { $authority }: { $reference }
notice-status-opening = Mae newyddion am eich cais.
notice-status-now = Y statws nawr: { $status }
notice-status-note = Dywed tîm y gwasanaeth:

## At the end of every email.

notice-feedback = Dywedwch wrthym pa mor fodlon oeddech chi:
notice-no-reply = Peidiwch ag ateb yr e-bost hwn. Nid oes neb yn darllen atebion iddo.
notice-not-you = Os na wnaethoch anfon y cais hwn, efallai fod rhywun wedi teipio eich cyfeiriad drwy gamgymeriad. Gallwch anwybyddu’r e-bost hwn.
notice-contact = Angen help? Ffoniwch { $number }. { $hours }.
notice-demo = Daw’r e-bost hwn o arddangosiad. Nid oes gan unrhyw gyngor eich cais.

## To the operator, when a delivery needs a person.

notice-gave-up-subject = Doorstep: mae angen person ar ddanfoniad ({ $destination })
notice-gave-up-opening = Mae Doorstep wedi rhoi’r gorau i geisio danfon cais. Nid yw wedi’i golli na’i ddileu.
notice-gave-up-reference = Cyfeirnod: { $reference }
notice-gave-up-destination = Cyrchfan: { $destination }
notice-gave-up-attempts =
    { $n ->
        [one] Ceisiwyd unwaith. Ateb diwethaf: { $last }
        [two] Ceisiwyd ddwywaith. Ateb diwethaf: { $last }
       *[other] Ceisiwyd { $n } gwaith. Ateb diwethaf: { $last }
    }
notice-gave-up-action = Pan fydd y cyrchfan yn gweithio eto, rhedwch: doorstep redeliver { $reference }
