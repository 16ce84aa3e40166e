### Dates and times as people read them, in Europe/London.

date-long = { $day } { $month } { $year }
date-at = { $date } at { $time }
date-time-am = { $time }am
date-time-pm = { $time }pm

## Parts of a date question.

date-part-day = Day
date-part-month = Month
date-part-year = Year

## Months.

date-month-1 = January
date-month-2 = February
date-month-3 = March
date-month-4 = April
date-month-5 = May
date-month-6 = June
date-month-7 = July
date-month-8 = August
date-month-9 = September
date-month-10 = October
date-month-11 = November
date-month-12 = December
