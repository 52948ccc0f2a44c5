# «Кто хранит данные о таких, как я?»: жизненные ситуации.
about-title = Кто хранит данные о таких людях, как я?
about-lead = Отметьте, что верно для вас. Мы покажем массивы, в которых могут быть данные о вас.
about-honest = В Реестре есть массивы, но нет вас
    .text = Организации только описывают здесь свои массивы. Ни вашего имени, ни ваших данных здесь нет.
    .holder = Есть ли в массиве данные о вас, может сказать только сама организация.
about-situations = Что верно для вас? Можно отметить несколько, не больше { $most }.
about-home = Где вы живёте?
    .hint = Если не выбрать, покажем всю страну.
about-home-whole = { $region } целиком
about-show = Показать
about-choose = Отметьте хотя бы одно
    .text = Тогда мы поймём, о каких массивах рассказать.
about-too-many = Показаны только первые { $most } из выбранного
    .text = Снимите эти отметки и отметьте остальное.
about-chosen = Вы отметили:
about-home-chosen = Где вы живёте:
about-nearest = Сначала стоят ближайшие к вам организации, затем другие из вашей области или города. Последними стоят работающие по всей стране.
about-change = Изменить выбор
about-again = Выбрать другое
about-count = { $n ->
    [one] Данные о вас могут быть в { $n } массиве.
   *[many] Данные о вас могут быть в { $n } массивах.
}
about-ring-here = { $place }
about-ring-also = А также: { $place }
about-ring-country = Работающие по всей стране
about-ring-anywhere = По всей стране
about-place-country = работающие по всей стране
about-place-anywhere = по всей стране
about-all = { $n ->
    [one] Смотреть все ({ $place }): { $n } массив
    [few] Смотреть все ({ $place }): { $n } массива
   *[many] Смотреть все ({ $place }): { $n } массивов
}
about-for = Зачем:
about-address = Адрес
about-no-contacts = Организация не указала в Реестре, как с ней связаться.
about-none = В Реестре пока не нашлось
    .title = Что это значит?
    .text = Это не значит, что данных о вас никто не хранит. Возможно, организация ещё не зарегистрирована.
    .ask = Если вы знаете организацию, спросите её саму. Или попробуйте так:
    .everywhere = Показать всю страну
    .search = Искать организацию по названию
about-ask = Вы можете спросить организацию
    .right = Вы можете спросить, что организация хранит о вас. Это право даёт закон, ответ бесплатный.
about-ask-term = { $days ->
    [one] Организация обязана ответить в течение { $days } дня.
   *[many] Организация обязана ответить в течение { $days } дней.
}
about-link = Кто хранит данные о таких людях, как я?
    .text = У вас счёт в банке, ребёнок в школе? Отметьте, что верно для вас.
    .action = Выбрать жизненную ситуацию

# Группы ситуаций
area-study = Учёба
area-health = Здоровье
area-money = Деньги
area-work = Работа
area-home = Жильё
area-state = Государство
area-everyday = Повседневная жизнь

# Ситуации
situation-pupil = Учусь в школе
situation-pupil_parent = Мой ребёнок учится в школе
situation-kindergarten_parent = Мой ребёнок ходит в детский сад
situation-student = Учусь в колледже или университете
situation-patient = Бываю у врача или лечусь
situation-patient_parent = Вожу ребёнка к врачу
situation-disabled = У меня инвалидность
situation-insured = У меня есть страховка
situation-bank_client = У меня счёт, карта или вклад в банке
situation-borrower = У меня заём или я поручитель
situation-employee = У меня есть или была работа в организации
situation-job_seeker = Ищу работу
situation-contractor = Выполняю работу по договору
situation-tenant = Снимаю жильё
situation-home_owner = У меня своё жильё
situation-utility_customer = Плачу за свет, воду или тепло
situation-resident = Постоянно живу в городе или селе
situation-land_user = У меня есть земельный участок
situation-pensioner = Получаю пенсию
situation-benefit_recipient = Получаю пособие или помощь
situation-taxpayer = Плачу налоги
situation-applicant = Обращаюсь в государственные органы
situation-driver = Вожу машину или владею ею
situation-voter = Участвую в выборах
situation-court_participant = Участвую в судебном деле
situation-newcomer = У меня гражданство другой страны или статус беженца
situation-subscriber = Пользуюсь мобильной связью или интернетом
situation-shopper = Покупаю в магазине или имею бонусную карту
situation-online = Пользуюсь сайтами и приложениями
situation-service_client = Пользуюсь услугами: парикмахер, юрист, риелтор
situation-guest = Останавливаюсь в гостиницах
situation-passenger = Езжу автобусом или поездом, летаю самолётом
situation-visitor = Прохожу в здания по пропуску
situation-member = Состою в организации, помогаю или жертвую
situation-reader = Хожу в библиотеку
