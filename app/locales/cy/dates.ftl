### Dates and times as people read them, in Europe/London.

date-long = { $day } { $month } { $year }
date-at = { $date } am { $time }
date-time-am = { $time }yb
date-time-pm = { $time }yh
date-today = Heddiw
date-yesterday = Ddoe

## Parts of a date question.

date-part-day = Diwrnod
date-part-month = Mis
date-part-year = Blwyddyn

## Months.

date-month-1 = Ionawr
date-month-2 = Chwefror
date-month-3 = Mawrth
date-month-4 = Ebrill
date-month-5 = Mai
date-month-6 = Mehefin
date-month-7 = Gorffennaf
date-month-8 = Awst
date-month-9 = Medi
date-month-10 = Hydref
date-month-11 = Tachwedd
date-month-12 = Rhagfyr

## Days of the week, Monday first.

date-weekday-1 = Dydd Llun
date-weekday-2 = Dydd Mawrth
date-weekday-3 = Dydd Mercher
date-weekday-4 = Dydd Iau
date-weekday-5 = Dydd Gwener
date-weekday-6 = Dydd Sadwrn
date-weekday-7 = Dydd Sul

## Lengths of time.

date-minutes =
    { $n ->
        [one] { $n } funud
        [two] { $n } funud
       *[other] { $n } munud
    }
date-hours =
    { $n ->
        [one] { $n } awr
       *[other] { $n } awr
    }
date-days =
    { $n ->
        [one] { $n } diwrnod
        [two] { $n } ddiwrnod
       *[other] { $n } diwrnod
    }
date-working-days =
    { $n ->
        [one] { $n } diwrnod gwaith
        [two] { $n } ddiwrnod gwaith
       *[other] { $n } diwrnod gwaith
    }
