# Рабочий стол регистратора
desk-title = Очередь заявлений
desk-next = Следующее заявление
desk-to-queue = Вернуться в очередь
desk-proposals = Решения ждут вашего подтверждения
desk-proposed-by = Решение предложил(а): { $name }
desk-confirmed-by = Решение подтвердил(а): { $name }
desk-hands = У кого на рассмотрении
desk-hands-anyone = Все
desk-hands-me = Мои заявления
desk-hands-nobody = Никем не взятые
desk-overdue = Просроченные
desk-search = Поиск
    .hint = Номер заявления, название массива или организации.
desk-filters = Фильтры
desk-apply = Показать
desk-clear = Сбросить фильтры
desk-found = Найдено заявлений: { $n }
desk-shown = На этой странице { $n }, всего { $total }
desk-first-page = На первую страницу
desk-column-case = Заявление
desk-column-holder = Держатель
desk-column-submitted = Подано
desk-column-due = Срок
desk-column-assignee = Регистратор
desk-column-state = Состояние
desk-nobody = пока никто
desk-ex-officio = начато Агентством
    .hint = Агентство может само начать изменение или исключение.
desk-empty = Очередь пуста
    .text = Заявлений на рассмотрении нет. Новые появятся здесь.
desk-none-found = Таких заявлений нет
    .text = Измените или сбросьте фильтры.
desk-own-drafts = Начаты Агентством и ещё не отправлены
desk-keys = Быстрые клавиши
    .text = Клавиши можно заменить или отключить. Выбор хранится в этом браузере.
    .on = Включить быстрые клавиши
desk-key-down = Вниз
desk-key-up = Вверх
desk-key-remark = Написать замечание
desk-key-next = Следующее заявление
# Заявление
desk-take = Взять в работу
desk-give = Передать коллеге
desk-give-to = Кому
desk-give-nobody = Выберите коллегу.
desk-given-to = Рассматривает: { $name }
desk-decide = Принять решение
desk-to-return = Вернуть на исправление
desk-send = Отправить в очередь
desk-write = Заполнить заявление
desk-print = Дело для печати
    .hint = Напечатайте страницу через меню браузера.
desk-printed = Напечатано: { $date }
desk-address = Адрес дела
desk-author = Составил(а)
desk-fact-round = Круг рассмотрения
desk-fact-begun = Кто начал
desk-asked = О чём просят
desk-differences = Что меняется
desk-differences-caption = Сейчас в Реестре и по заявлению
desk-compare-field = Поле
desk-compare-before = Сейчас в Реестре
desk-compare-after = По заявлению
desk-not-filled = не заполнено
desk-unchanged = без изменений
desk-findings = Что показала проверка
desk-findings-none = Система не нашла ошибок.
desk-entry = Все сведения
desk-entry-whole = Вместе с неопубликованными полями
desk-rows = Строк: { $n }
desk-list-purposes = Все цели
desk-list-items = Весь перечень данных
desk-list-subjects = Все группы субъектов
desk-list-recipients = Все получатели
desk-list-processors = Все обработчики
desk-list-cross_border-transfers = Все передачи за границу
desk-remark = Замечание
    .at = Замечание: { $field }
desk-remark-whole = По всему заявлению
desk-earlier-remark = Прежнее замечание:
desk-return = Вернуть на исправление
    .hint = Замечания можно писать и у полей. Они уйдут все вместе.
    .count = Написано замечаний:
    .button = Вернуть с замечаниями
desk-too-long = Текст слишком длинный. Не больше { $max } знаков.
desk-rounds = Прежние замечания
desk-round = Круг { $n }
desk-round-returned = Круг { $n }: вернул(а) { $name }, { $date }
desk-rounds-field = Поле
desk-rounds-words = Замечание
desk-rounds-before = Тогда
desk-rounds-after = Сейчас
desk-rounds-all = Все изменения с тех пор
desk-changed = изменено
desk-not-changed = не изменено
desk-steps = Ход дела
desk-holder-history = История держателя
desk-holder-no-cases = Других заявлений нет.
desk-holder-not-registered = Этой организации ещё нет в Реестре.
desk-remarks-count = Замечаний: { $n }
# Решение
desk-decision = Решение
desk-not-in-hand = Это заявление не у вас
desk-outcome = Каково решение?
desk-outcome-grant = Зарегистрировать
desk-outcome-exclude = Исключить из Реестра
desk-outcome-redact = Стереть значения
desk-outcome-refuse = Отказать
desk-outcome-missing = Выберите решение: согласие или отказ.
desk-ground = Основание отказа
    .hint = Без основания отказать нельзя.
desk-reasons = Причины
    .hint = Этот текст прочтёт заявитель. Пишите просто.
desk-template = Готовый текст
desk-template-use = Вставить текст
desk-template-grant = Для регистрации
desk-template-refuse = Для отказа
desk-template-none = Выберите готовый текст.
desk-article = статья { $article }, { $act }
desk-to-preview = Что прочтёт заявитель
desk-preview = Это прочтёт заявитель
desk-preview-edit = Изменить
desk-preview-second = Это решение должен подтвердить второй человек.
desk-sign-propose = Предложить второму лицу
desk-sign-grant = Принять решение
desk-sign-refuse = Принять решение об отказе
desk-letter-granted = Заявление { $number } удовлетворено: { $title }.
desk-letter-excluded = По заявлению { $number } запись исключена из Реестра: { $title }.
desk-letter-redacted = По делу { $number } значения стёрты: { $title }.
desk-letter-refused = По заявлению { $number } отказано: { $title }.
desk-letter-ground = Основание:
desk-letter-reasons = Причины:
desk-letter-appeal-until = Последний день для жалобы: { $date }.
desk-proposal = Предложенное решение
desk-second = Вы — второе лицо
    .text = После подтверждения решение вступит в силу. Если не согласны, напишите причины.
desk-second-not-you = Это решение предложили вы
desk-second-waits = Решение ждёт подтверждения
desk-confirm = Подтвердить решение
desk-object = Возразить
desk-objection = Почему вы не согласны?
    .hint = Это прочтёт регистратор, предложивший решение.
# Что сделано
desk-done-taken = Заявление теперь у вас
desk-done-given = Заявление передано коллеге
desk-done-returned = Заявление возвращено на исправление
desk-done-granted = Заявление удовлетворено, Реестр обновлён
desk-done-refused = Решение об отказе принято
desk-done-proposed = Решение отправлено второму лицу
desk-done-objected = Возражение отправлено регистратору
desk-done-purged = Содержание заявления уничтожено
desk-done-sent = Заявление отправлено в очередь
# Столкновение
desk-conflict = Заявление за это время изменилось
    .lead = Пока вы читали, его изменил другой человек.
    .kept = Ваше действие не выполнено. Написанное вами — ниже.
desk-conflict-meanwhile = Что произошло за это время
desk-conflict-nothing = Других событий не было.
desk-conflict-entry = Разница в сведениях
desk-conflict-seen = Вы видели
desk-conflict-now = Сейчас
desk-conflict-yours = Что вы написали
desk-conflict-no-words = Вы не писали текста.
desk-conflict-open = Открыть заявление заново
# Уничтожение
desk-purge = Уничтожить содержание (государственная тайна)
desk-purge-when = Делайте это, только если в заявлении есть государственная тайна (статья 30).
desk-purge-goes = Что будет уничтожено
    .entry = всё, что написано в заявлении
    .remarks = замечания, причины и решение
    .history = содержание прежних версий
desk-purge-stays = Что останется
    .number = номер заявления и название организации
    .steps = какие действия, когда и кем совершены
desk-purge-final = Восстановить это будет нельзя
desk-purge-type = Для подтверждения напишите: { $number }
desk-purge-word = уничтожить
desk-purge-wrong = Написанное не совпадает. Напишите точно так же.
desk-purge-button = Уничтожить содержание
desk-purge-not = Здесь нечего уничтожать
    .text = Содержание уже уничтожено или внесено в Реестр. Внесённое сначала исключают из Реестра.
# Записи Реестра
desk-open-case = Открытое заявление
desk-public-page = Страница для всех
desk-start-amendment = Начать изменение
desk-start-exclusion = Начать исключение
desk-exclusion-next = Заявление попадёт в очередь. Решение подтвердит второе лицо.
desk-exclusion-arrays = Вместе с держателем исключаются и его массивы.
desk-version-before = Прежняя версия
desk-version-this = Эта версия
desk-version-changes = Что изменилось в этой версии
desk-versions = Версии
desk-versions-version = Версия
desk-versions-act = Событие
desk-versions-by = Кто
desk-versions-at = Когда
desk-old-version = Это версия { $n } из { $total }
desk-newest-version = Посмотреть нынешнюю версию
desk-arrays = Массивы
desk-cases = Заявления

# Стирание значения
desk-start-redaction = Стереть значение
desk-redaction-lead = Стёртое значение навсегда исчезает из всех версий. Отметка о стирании остаётся.
desk-redaction-none = В этой записи нет значений, которые можно стереть.
desk-redaction-versions = версии: { $list }
desk-redaction-preview = Посмотреть, что исчезнет
desk-redaction-next = Предложение уйдёт второму лицу. После подтверждения значения исчезнут сразу.
desk-redaction-where = Места, где значения исчезнут
desk-redaction-column-record = Запись
desk-redaction-column-places = Места
desk-redaction-kind-holder = Держатель
desk-redaction-kind-data_array = Массив
desk-redaction-kind-data_list = Перечень
desk-redaction-kind-application = Заявление
desk-redaction-words = в названии, замечании или причинах
desk-redaction-rows-outbox = { $n ->
    [one] { $n } письмо
    [few] { $n } письма
   *[other] { $n } писем
}
desk-redaction-rows-notice = { $n ->
    [one] { $n } уведомление
    [few] { $n } уведомления
   *[other] { $n } уведомлений
}
desk-redaction-rows-organisation = Название организации в аккаунте. Вместо него будет номер в Реестре.
desk-redaction-rows-api_token = { $n ->
    [one] название { $n } токена
    [few] названия { $n } токенов
   *[other] названия { $n } токенов
}
desk-redaction-files = { $n ->
    [one] { $n } файл
    [few] { $n } файла
   *[other] { $n } файлов
}
desk-redaction-rule = Значение исчезает везде, где текст состоит из него одного. Если в нём не меньше { $n } букв, оно исчезает и внутри длинных текстов; там остаётся «…».
desk-redaction-look = Внутрь приложенного файла программа не смотрит. Проверьте его сами и при нужде отметьте файл.
desk-redaction-accounts = То же самое сказано в аккаунте участника
    .text = Аккаунты не стираются: по ним люди входят. Попросите владельца изменить имя.
