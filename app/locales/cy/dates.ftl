### Dates and times as people read them, in Europe/London.

date-long = { $day } { $month } { $year }
date-at = { $date } am { $time }
date-time-am = { $time }yb
date-time-pm = { $time }yh

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
