### Dates and times as people read them, in Europe/London.

date-long = { $day } { $month } { $year }
date-at = { $date } at { $time }
date-time-am = { $time }am
date-time-pm = { $time }pm
date-today = Today
date-yesterday = Yesterday

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

## Days of the week, Monday first.

date-weekday-1 = Monday
date-weekday-2 = Tuesday
date-weekday-3 = Wednesday
date-weekday-4 = Thursday
date-weekday-5 = Friday
date-weekday-6 = Saturday
date-weekday-7 = Sunday

## Lengths of time.

date-minutes =
    { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
date-hours =
    { $n ->
        [one] { $n } hour
       *[other] { $n } hours
    }
date-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
date-working-days =
    { $n ->
        [one] { $n } working day
       *[other] { $n } working days
    }
