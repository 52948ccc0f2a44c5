# Даты. Год пишется словом, без точки внутри предложения; месяц в родительном падеже.
month-in-date = { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
date-long = { $day } { month-in-date } { $year } года
date-short = { $day2 }.{ $month2 }.{ $year }
date-time = { $day } { month-in-date } { $year } года, { $time }
ago-now = только что
ago-minutes = { $n } { $n ->
    [one] минуту
    [few] минуты
   *[other] минут
} назад
ago-hours = { $n } { $n ->
    [one] час
    [few] часа
   *[other] часов
} назад
ago-days = { $n } { $n ->
    [one] день
    [few] дня
   *[other] дней
} назад
ago-months = { $n } { $n ->
    [one] месяц
    [few] месяца
   *[other] месяцев
} назад
ago-years = { $n } { $n ->
    [one] год
    [few] года
   *[other] лет
} назад
