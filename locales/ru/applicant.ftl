# Страницы заявителя.
act-checked = Раздел проверен

# Нужно ли регистрироваться?
applicant-must-begin = Перейти на страницу организаций
applicant-must-again = Начать заново
applicant-choose-answer = Выберите один ответ.
applicant-question-of = Вопрос { $number } из { $total }

# Страница организации
applicant-organisation = Организация
    .none = Организации ещё нет в Реестре
    .next = Сначала зарегистрируйте организацию. Потом добавите массивы.
applicant-running = Открытые заявления
    .none = Открытых заявлений нет.
applicant-over = Завершённые заявления
applicant-arrays-title = Зарегистрированные массивы
    .none = Зарегистрированных массивов пока нет
    .next = Добавьте каждый список людей, который вы ведёте. Например: список сотрудников.
applicant-array-without-name = Массив пока без названия
applicant-returned = Агентство вернуло заявление на доработку
applicant-column-what = Название
applicant-column-kind = Вид заявления
applicant-column-number = Номер
applicant-column-state = Состояние
applicant-column-until = Срок
applicant-column-actions = Действия
applicant-act-still-true = Подтвердить, что всё верно
applicant-act-amend = Изменить
applicant-act-clone = Добавить копию
applicant-act-exclude = Исключить из Реестра
applicant-to-application = Перейти к заявлению
applicant-to-organisation = Перейти на страницу организации
applicant-until = до { $date }

# Начало
applicant-start-register_holder = Вы опишете организацию, проверите ответы и отправите их. Прерваться можно в любой момент.
applicant-start-amend_holder = Откроется нынешняя запись. Исправьте только то, что изменилось.
applicant-start-amend_array = Откроется нынешняя запись. Исправьте только то, что изменилось.
applicant-start-exclude_holder = Организация выйдет из Реестра со всеми массивами. Запись не удаляется, а отмечается как исключённая.
applicant-start-exclude_array = Массив выйдет из Реестра. Запись не удаляется, а отмечается как исключённая.
applicant-how = С чего начать описание массива?
    .hint = Данные из шаблона или копии — только предложения. Вы проверите каждое.
applicant-how-blank = С чистого листа
applicant-how-clone = С копии массива «{ $name }»
applicant-arrays = Какие массивы у вас есть?
    .hint = Для каждого откроется своё заявление. Снимите лишние отметки.
    .action = Создать заявления
applicant-tick-one = Отметьте хотя бы один массив.

# Задачи
applicant-tasks = Разделы
applicant-tasks-optional = Необязательные разделы
applicant-progress = Готово разделов: { $done } из { $total }.
applicant-suggestions = Здесь есть предложения
    .text = Они взяты из шаблона или копии. Откройте каждый раздел, проверьте и сохраните.
applicant-suggestion = Предложение: проверьте и сохраните
    .text = Эти данные написали не вы. Исправьте неверное и сохраните.
applicant-remarks-count = { $n } { $n ->
    [one] замечание
    [few] замечания
   *[many] замечаний
}
applicant-gaps-count = Нужно исправить: { $n } { $n ->
    [one] место
    [few] места
   *[many] мест
}
applicant-send = Отправка
    .ready = Всё заполнено. Проверьте ответы и отправьте.
    .not-ready = Чтобы отправить, сначала закончите все разделы.
    .promise = Отправляя, вы подтверждаете, что написанное верно.
    .action = Отправить в Агентство
applicant-check = Проверить ответы
applicant-what-was-written = Что написано в заявлении
applicant-confirmation = Страница об отправке
applicant-more = Ещё
applicant-history = История заявления
applicant-withdraw = Отозвать заявление
    .sure = Точно отозвать?
    .text = Заявление будет закрыто. Позже можно подать новое.

# Раздел
applicant-save-continue = Сохранить и продолжить
applicant-save-back = Сохранить и вернуться к списку
applicant-autosaved = Сохранено.
applicant-autosave-failed = Само не сохранилось. Нажмите кнопку сохранения.
applicant-autosave-conflict = Этот раздел изменил и другой человек. Нажмите «Сохранить»: вы увидите оба текста.
applicant-conflict = Этот раздел изменил и другой человек
    .nothing-lost = Ничего не потеряно
    .what = Пока вы писали, другой человек сохранил свой текст. Какой оставить?
    .differences = Что изменит ваш текст
    .mine = Оставить мой текст
    .theirs = Оставить текст другого человека
applicant-show-places = Показать населённые пункты района
applicant-place-words = Если села или города нет в списке, напишите
    .hint = Список появится, когда выбран район.
applicant-district-elsewhere = Выбранный район — в другой области. Исправьте область или район.
applicant-policy-attached = Приложенный файл:
applicant-policy-remove = Убрать файл
applicant-policy-open = Открыть приложенный файл
applicant-five-megabytes = 5 МБ

# Перечень данных
applicant-special = чувствительные
applicant-items-purposes-first = Сначала опишите цели
    .text = Для каждого вида данных вы укажете, какой цели он служит. Поэтому цели нужны раньше.
applicant-items-pick = Что вы записываете о людях?
    .hint = Откройте группу и отметьте то, что записываете.
applicant-items-pick-done = Взять отмеченное в перечень
applicant-items-pick-more = Отметить ещё или убрать
applicant-items-all = Один ответ для нескольких данных
    .text = Эти ответы попадут только туда, где пусто.
applicant-items-all-sources = Откуда приходят данные?
applicant-items-all-purposes = Какой цели они служат?
applicant-items-all-apply = Записать там, где пусто
applicant-items-each = Каждый вид данных
applicant-items-own-words = Добавить своими словами

# Проверка и отправка
applicant-changes = Что изменится
applicant-lacking = До отправки закончите это
applicant-remark-waits = замечание ждёт ответа
applicant-section-lacks = Закончите раздел «{ $section }».
applicant-ask-owner = Заявление отправляет владелец организации
    .text = Вы можете писать, но не отправлять. Скажите владельцу, что всё готово.
applicant-sent = Заявление отправлено
applicant-sent-number = Номер заявления
applicant-sent-at = Отправлено: { $at }.
applicant-confirmed = Запись подтверждена
    .text = В Реестре видно, что запись подтверждена сегодня. Больше ничего делать не нужно.
applicant-next = Что будет дальше
    .read = Регистратор Агентства прочитает заявление.
    .remarks = Если чего-то не хватает, он вернёт его с замечаниями. Вы исправите и отправите снова.
    .answer = Письмо о решении придёт на вашу электронную почту.
applicant-print-hint = Эту страницу можно напечатать или открыть позже.
applicant-decision = Решение
    .ground = Основание
    .reasons = Причины

# Исключение и подтверждение
applicant-exclusion = Запись не удаляется
    .text = Исключённая запись остаётся в Реестре с датой и основанием.
applicant-still-true = Всё по-прежнему верно?
    .text = Прочитайте запись. Если ничего не изменилось, подтвердите.
    .action = Да, ничего не изменилось
    .changed = Нет, что-то изменилось
applicant-findings = Подумайте ещё раз
    .text = Эти замечания не мешают отправить. Регистратор увидит тот же список.
applicant-export = Получить массивы файлом:

# Из собственной таблицы
applicant-import = Взять из своей таблицы
    .text = Если массивы описаны в таблице, загрузите файл. Каждая строка станет отдельным заявлением.
applicant-import-file = Таблица
    .hint = Файл XLSX, ODS или CSV, до 5 МБ, не больше 200 строк.
applicant-import-columns = Что означают столбцы?
    .text = Мы предложили значения по названиям. Исправьте неверные, ненужные оставьте пустыми.
applicant-import-sample = Например: { $cells }
    .none = В этом столбце ничего нет.
applicant-import-preview = Предварительный просмотр
applicant-import-nothing-yet = Пока ничего не создано
    .text = Просмотрите строки. Непонятые слова в заявление не попадут, вы выберете значения позже.
applicant-import-row = Строка
applicant-import-problems = Обратите внимание
applicant-import-create = Создать заявления: { $n }
applicant-import-choose-column = Выберите значение хотя бы для одного столбца.
applicant-import-own = Есть столбцы из нашего файла
applicant-import-own-text = Таких столбцов: { $n }. Они берутся без изменений.
applicant-import-cancel = Убрать таблицу
applicant-import-sheet = Прочитан только лист «{ $sheet }».
applicant-import-understood = Что мы поняли
applicant-import-left-out = Эти столбцы не берутся: { $columns }.
applicant-import-back = Изменить столбцы
applicant-made = { $n ->
    [one] Создан { $n } черновик заявления
    [few] Создано { $n } черновика заявлений
   *[other] Создано { $n } черновиков заявлений
}
applicant-made-text = Откройте каждый, проверьте и отправьте в Агентство.
