# Публичный реестр: поиск, записи, версии.
register-search-title = Поиск в реестре
    .for = Поиск: { $text }
register-search-label = Кого или что вы ищете?
    .hint = Банк, больница, школа, номер. Буквы ң, ө, ү можно писать как н, о, у.
register-search-button = Найти
register-tabs = Что показать
register-tab-all = Всё
register-tab-holders = Держатели
register-tab-arrays = Массивы
register-filters = Уточнить поиск
register-apply = Показать
register-chosen = Выбранные фильтры:
register-chip-remove = Убрать фильтр
register-clear-filters = Убрать все фильтры
register-clear = Начать новый поиск
register-most-words = Всех слов вместе нет нигде. В этих записях есть большинство из них.
register-found = { $n ->
    [0] Ничего не найдено
    [one] Найдена { $n } запись
    [few] Найдено { $n } записи
   *[many] Найдено { $n } записей
}
register-found-in = Где найдено
    .name = в названии
    .holder = в названии держателя
    .description = в описании
    .ky = по-кыргызски
    .ru = по-русски
    .en = по-английски
register-sort = Порядок
    .best = сначала самые подходящие
    .newest = сначала недавно изменённые
    .title = по названию
    .number = по номеру
    .fresh = сначала недавно подтверждённые
register-first-page = На первую страницу
register-next-page = Следующая страница
register-nothing =
    .text = Нет записи, в которой есть все эти слова и фильтры.
    .try = Попробуйте так:
    .spelling = Проверьте, как написано слово.
    .fewer = Напишите меньше слов или часть слова.
    .filters = Уберите один из фильтров.
    .absent = Возможно, организация ещё не зарегистрирована.
register-empty = Реестр пока пуст
    .text = Ни одна организация ещё не внесена.
register-axis-region = Область
register-axis-district = Район или город
register-axis-holder_kind = Вид держателя
register-axis-sector = Сфера работы
register-axis-ownership = Форма собственности
register-axis-country = Страна
register-axis-subject_category = О ком данные
register-axis-data_category = Какие данные
register-axis-ground = Правовое основание
register-axis-special = Чувствительные данные
register-axis-cross_border = Уходят за границу
register-axis-transfer_country = В какую страну
register-axis-fresh = Свежесть
register-axis-status = Состояние
register-fresh-in_time = подтверждены вовремя
register-fresh-overdue = давно не подтверждались
register-kind-holder = Держатель
register-kind-array = Массив
register-special = чувствительные данные
register-cross-border = уходит за границу
register-imported = импортировано
register-sensitive = чувствительные
    .hint = Чувствительные данные закон охраняет строже.
register-all-items = Все данные этого массива.
register-all-purposes = Для всех целей.
register-not-registered = нет в реестре
register-held-by = Держатель:
register-how-many = Примерно о скольких людях:
register-items-caption = Данные в этом массиве
register-item = Что
register-item-source = От кого
register-item-purpose = Для чего
register-purpose-items = Для этого используют данные:
register-ground = Основание:
register-gets = Получает:
register-processors = Кто обрабатывает данные по поручению держателя
register-recipients-none = Держатель никому не передаёт эти данные.
register-abroad-yes = Да. Данные уходят за границу.
register-abroad-no = Нет. Данные остаются в стране.
register-ask-first = Если у вас есть вопрос о ваших данных, сначала обратитесь в эту организацию.
register-term-day = { $n } { $n ->
    [one] день
    [few] дня
   *[many] дней
}
register-term-month = { $n } { $n ->
    [one] месяц
    [few] месяца
   *[many] месяцев
}
register-term-year = { $n } { $n ->
    [one] год
    [few] года
   *[many] лет
}
register-term-duration = { $term }. Отсчёт: { $event }.
register-term-until = До: { $words }
register-term-unlimited = Без срока.
register-arrays-held = Какие данные она держит?
register-arrays-none = У этой организации нет массивов в реестре.
register-arrays-all = Показать все массивы
register-policy-none = Организация не указала свою политику.
register-policy-file = Открыть политику
register-excluded = Эта запись исключена из реестра
    .when = Дата: { $date }
    .ground = Основание: { $ground }
register-import = Эта запись импортирована
    .from = Источник: { $source }. В ней могут быть пробелы.
    .text = Она взята из другого реестра. В ней могут быть пробелы.
register-stale = Эту запись давно не подтверждали
    .text = Организация подтвердила её { $ago }. Она могла устареть.
register-on-day = Запись, какой она была: { $date }
register-version-of = Версия { $n } из { $all }
register-version-since = Такой она стала { $date }.
register-to-current = Посмотреть запись, какая она сегодня
register-record = Запись в реестре
register-record-number = Номер
register-record-standing = Состояние
register-record-registered = Зарегистрирована
register-record-confirmed = Подтверждена
register-record-list = Перечень данных
register-record-version = версия { $n }
register-record-versions = Версии
register-record-address = Постоянный адрес
register-record-data = Для программ
register-contents = На этой странице
register-versions-link = все версии
register-versions = Версии записи
    .caption = Все версии, сначала новые
register-versions-version = Версия
register-versions-act = Что произошло
register-versions-date = Когда
register-versions-changes = Изменения
register-versions-what = Что изменилось
register-compare = Сравнить две версии
register-compare-from = Первая версия
register-compare-to = Вторая версия
register-compare-button = Сравнить
register-compare-unknown = Такой версии нет. Выберите версию из списка.
register-difference = Чем отличаются версии { $from } и { $to }
register-day = На какой день показать запись?
    .hint = Укажите день в прошлом.
    .example = 2026-01-15
    .summary = Посмотреть запись на другой день
register-day-button = Показать
register-day-unreadable = «{ $typed }» — это не дата. Напишите год, месяц и день: 2026-01-15.
register-day-future = Этот день ещё не наступил. Укажите сегодня или более ранний день.
register-day-too-early = В тот день записи в реестре не было. Её зарегистрировали { $since }.
register-about = Что это?
register-numbers = Реестр сегодня
register-last-change = Последнее изменение: { $when }
register-quoted = «{ $text }»
follow-title = Узнавать о новом
feed-link = Следить в программе для лент (Atom)
changes-link = Все изменения Реестра
changes-title = Изменения Реестра
changes-lead = Все публичные изменения, новые сверху.
changes-number = Номер: { $number }
changes-found = { $n ->
    [one] { $n } изменение
    [few] { $n } изменения
   *[other] { $n } изменений
}
changes-none = Таких изменений нет.
changes-narrow = Сузить список
changes-any = все
changes-of = Каких записей
changes-act = Что произошло
changes-month = Месяц
    .hint = Год и номер месяца.
    .example = 2026-01
changes-month-unreadable = «{ $typed }» — не месяц. Напишите год и месяц: 2026-01.
changes-when = Когда
changes-what = Что произошло
changes-entry = Запись
changes-list = Перечень данных
changes-place = Место в журнале
