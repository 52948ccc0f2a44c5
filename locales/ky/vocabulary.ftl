# Сөздүк: иштердин, абалдардын, окуялардын, ролдордун жана мөөнөттөрдүн аттары.

# Арыздын түрү. .short — тизмедеги кыска аты, .verb — баскычтагы сөз.
procedure-register_holder = Кармоочуну каттоо жөнүндө арыз
    .short = Кармоочуну каттоо
    .verb = Уюмду каттоо
procedure-register_array = Массивди каттоо жөнүндө арыз
    .short = Массивди каттоо
    .verb = Массивди каттоо
procedure-amend_holder = Кармоочу жөнүндө маалыматты өзгөртүү жөнүндө арыз
    .short = Кармоочуну өзгөртүү
    .verb = Уюмдун маалыматын өзгөртүү
procedure-amend_array = Массив жөнүндө маалыматты өзгөртүү жөнүндө арыз
    .short = Массивди өзгөртүү
    .verb = Массивдин маалыматын өзгөртүү
procedure-exclude_holder = Кармоочуну реестрден чыгаруу жөнүндө арыз
    .short = Кармоочуну чыгаруу
    .verb = Уюмду реестрден чыгаруу
procedure-exclude_array = Массивди реестрден чыгаруу жөнүндө арыз
    .short = Массивди чыгаруу
    .verb = Массивди реестрден чыгаруу
procedure-confirm_holder = Кармоочу жөнүндө маалыматты ырастоо
    .short = Кармоочуну ырастоо
    .verb = Маалыматтын тууралыгын ырастоо
procedure-confirm_array = Массив жөнүндө маалыматты ырастоо
    .short = Массивди ырастоо
    .verb = Маалыматтын тууралыгын ырастоо

# Арыздын абалы. .applicant — арыз ээсине, .desk — Агенттиктин кызматкерине.
state-draft = Долбоор
    .applicant = Арыз азырынча сизде. Бөлүмдөрдү толтуруп, жөнөтүңүз.
    .desk = Арыз ээси жазып жатат. Сизге али келе элек.
state-submitted = Жөнөтүлдү
    .applicant = Арыз Агенттикке жетти. Аны жакында каттоочу карайт.
    .desk = Каттоочу күтүүдө. Арызды өзүңүзгө алыңыз.
state-under_review = Каралууда
    .applicant = Каттоочу арызды карап жатат. Азыр сизден эч нерсе талап кылынбайт.
    .desk = Арызды текшериңиз. Чечим чыгарыңыз же сын-пикир менен кайтарыңыз.
state-returned = Оңдоого кайтарылды
    .applicant = Каттоочу сын-пикир жазды. Талааларды оңдоп, кайра жөнөтүңүз.
    .desk = Арыз ээси сын-пикирлерди оңдоп жатат.
state-proposed = Ырастоону күтүүдө
    .applicant = Чечим даярдалды. Аны экинчи адам ырасташы керек.
    .desk = Экинчи адам чечимди ырастайт же каршы пикирин жазат.
state-registered = Канааттандырылды
    .applicant = Арыз канааттандырылды. Реестрдеги жазуу жаңырды.
    .desk = Иш аяктады. Реестр арызга ылайык өзгөрдү.
state-refused = Баш тартылды
    .applicant = Агенттик баш тартты. Себебин окуңуз, чечимге даттансаңыз болот.
    .desk = Иш аяктады. Баш тартуунун негизи жана себептери сакталды.
state-withdrawn = Кайтарып алынды
    .applicant = Сиз арызды кайтарып алдыңыз. Кааласаңыз, жаңы арыз баштаңыз.
    .desk = Иш аяктады. Арыз ээси арызын кайтарып алды.
state-purged = Мазмуну жок кылынды
    .applicant = Арызда мамлекеттик сыр болгондуктан, мазмуну жок кылынды.
    .desk = Мазмуну жок кылынды. Жок кылынганы тууралуу белги гана калды.

# Окуялар, тарых үчүн
act-started = Арыз башталды
act-saved = Өзгөртүү сакталды
act-submitted = Арыз жөнөтүлдү
act-assigned = Каттоочу арызды алды
act-released = Каттоочу арыздан бошотулду
act-returned = Оңдоого кайтарылды
act-proposed = Чечим сунушталды
act-decided = Чечим чыгарылды
act-objected = Чечимге каршы пикир жазылды
act-withdrawn = Арыз кайтарып алынды
act-purged = Мазмуну жок кылынды
act-registered = Реестрге катталды
act-amended = Жазуу өзгөртүлдү
act-confirmed = Маалыматтын тууралыгы ырасталды
act-excluded = Реестрден чыгарылды
act-anchored = Аудит журналынын абалы жарыяланды

# Реестрдеги жазуунун абалы
standing-registered = Катталган
standing-excluded = Чыгарылган

# Ролдор
role-registrar = Каттоочу
    .hint = Арыздарды карайт, кайтарат жана чечим сунуштайт.
role-head = Жетекчи
    .hint = Баш тартууларды жана чыгарууларды экинчи адам катары ырастайт.
role-administrator = Администратор
    .hint = Колдонуучуларды жана тутумду башкарат. Арыздардын мазмунун көрбөйт.
role-auditor = Аудитор
    .hint = Кызматкерлер эмне кылганын жана окуганын көрөт. Эч нерсени өзгөртпөйт.
role-owner = Уюмдун өкүлү
    .hint = Уюмдун атынан арыз берет жана кесиптештерин чакырат.
role-editor = Редактор
    .hint = Уюмдун арыздарын жазат.
role-reader = Окурман
    .hint = Уюмдун арыздарын жана жазууларын окуйт, өзгөртпөйт.

outcome-grant = Канааттандыруу
outcome-refuse = Баш тартуу

# Чыпкалар
axis-region = Облус
axis-district = Район же шаар
axis-holder_kind = Кармоочунун түрү
axis-sector = Иш чөйрөсү
axis-ownership = Менчиктин түрү
axis-country = Өлкө
axis-data_category = Маалыматтын категориясы
axis-subject_category = Субъектилердин категориясы
axis-ground = Укуктук негизи
axis-special = Атайын категориядагы маалымат
axis-cross_border = Трансчекаралар аркылуу берүү
axis-transfer_country = Алуучу өлкө
axis-procedure = Арыздын түрү
axis-status = Абалы
axis-assignee = Караган каттоочу
axis-ex_officio = Агенттик өзү баштаган

# Жазуулардын түрлөрү
kind-holder = кармоочу (ээси)
    .plural = кармоочулар (ээлери)
kind-data_array = жеке маалыматтар массиви
    .plural = жеке маалыматтар массивдери
kind-data_list = жеке маалыматтардын тизмеги
    .plural = жеке маалыматтардын тизмектери
kind-application = арыз
    .plural = арыздар
kind-audit_anchor = аудит журналынын белгиси
    .plural = аудит журналынын белгилери
kind-person = эсеп
    .plural = эсептер
count-holders = { $n } кармоочу
count-arrays = { $n } массив
count-applications = { $n } арыз

# Мөөнөттөр
days-left = { $n } күн калды
days-overdue = мөөнөттөн { $n } күн өттү
due-today = мөөнөтү бүгүн бүтөт
freshness = { $ago } ырасталган
term-application_review = Арызды кароо мөөнөтү
term-application_mending = Сын-пикирлерди оңдоо мөөнөтү
term-second_person_confirmation = Экинчи адамдын ырастоо мөөнөтү
term-change_notification = Өзгөртүү жөнүндө билдирүү мөөнөтү
term-confirm_still_true = Маалыматты кайра ырастоо мөөнөтү
term-refusal_appeal = Баш тартууга даттануу мөөнөтү
term-subject_answer = Субъекттин суроо-талабына жооп берүү мөөнөтү
term-subject_refusal = Субъектке жүйөөлүү баш тартуу мөөнөтү
term-information_request = Агенттиктин же Акыйкатчынын суроо-талабына жооп берүү мөөнөтү
term-transfer_notification = Үчүнчү тарапка берүү жөнүндө билдирүү мөөнөтү
term-complaint_registration = Кайрылууну каттоо мөөнөтү
term-complaint_consideration = Кайрылууну кароо мөөнөтү
term-how = Мөөнөт кантип эсептелди
term-unit-calendar_day = { $n } календардык күн
term-unit-working_day = { $n } жумуш күнү
term-unit-month = { $n } ай
term-step-started = Окуя болгон күн: { $date }.
term-step-weekends_only = { $year }-жылдын календары киргизилген эмес. Ишемби менен жекшемби гана дем алыш деп эсептелди.
term-step-counted_days = Эсептелди: { $from } – { $to }, { $days } күн.
term-step-counted_months = Эсептелди: { $from } – { $to }, { $months } ай.
term-step-took_end_of_month = Ал айда мындай күн жок. Айдын акыркы күнү алынды: { $date }.
term-step-skipped_day_off = Эсепке кирген жок: { $date } ({ $reason }).
term-step-moved_to_working_day = Акыркы күн дем алышка туш келди: { $from }. Мөөнөт кийинки жумуш күнүнө жылды: { $to }.
term-step-due = Мөөнөт ушул күндүн аягында бүтөт: { $date }.
