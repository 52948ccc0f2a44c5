# Даталар. Жылдын, күндүн мүчөсү мыйзам тексттериндегидей.
month-in-date = { $month ->
    [1] январы
    [2] февралы
    [3] марты
    [4] апрели
    [5] майы
    [6] июну
    [7] июлу
    [8] августу
    [9] сентябры
    [10] октябры
    [11] ноябры
   *[12] декабры
}
date-long = { $year }-жылдын { $day }-{ month-in-date }
date-short = { $day2 }.{ $month2 }.{ $year }
date-time = { $year }-жылдын { $day }-{ month-in-date }, { $time }
ago-now = азыр эле
ago-minutes = { $n } мүнөт мурун
ago-hours = { $n } саат мурун
ago-days = { $n } күн мурун
ago-months = { $n } ай мурун
ago-years = { $n } жыл мурун
