# Dates, day first.
month-in-date = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-long = { $day } { month-in-date } { $year }
date-short = { $day2 }/{ $month2 }/{ $year }
date-time = { $day } { month-in-date } { $year }, { $time }
ago-now = just now
ago-minutes = { $n } { $n ->
    [one] minute
   *[other] minutes
} ago
ago-hours = { $n } { $n ->
    [one] hour
   *[other] hours
} ago
ago-days = { $n } { $n ->
    [one] day
   *[other] days
} ago
ago-months = { $n } { $n ->
    [one] month
   *[other] months
} ago
ago-years = { $n } { $n ->
    [one] year
   *[other] years
} ago
