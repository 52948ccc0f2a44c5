# Арыз берүүчүнүн барактары.
act-checked = Бөлүм текшерилди

# Каттоо керекпи?
applicant-must-begin = Уюмдун барагына өтүү
applicant-must-again = Кайра баштоо
applicant-choose-answer = Бир жоопту тандаңыз.
applicant-question-of = { $total } суроонун { $number }-суроосу

# Уюмдун барагы
applicant-organisation = Уюм
    .none = Уюм реестрге катталган эмес
    .next = Адегенде уюмду каттаңыз. Андан кийин массивдерди кошосуз.
applicant-running = Иштеп жаткан арыздар
    .none = Азыр ачык арыз жок.
applicant-over = Бүткөн арыздар
applicant-arrays-title = Катталган массивдер
    .none = Катталган массив азырынча жок
    .next = Адамдар жөнүндө кандай тизме жүргүзсөңүз, ошону кошуңуз. Мисалы: кызматкерлердин тизмеси.
applicant-array-without-name = Аталышы жазыла элек массив
applicant-returned = Агенттик арызды оңдоого кайтарды
applicant-column-what = Аталышы
applicant-column-kind = Арыздын түрү
applicant-column-number = Номери
applicant-column-state = Абалы
applicant-column-until = Мөөнөтү
applicant-column-actions = Аракеттер
applicant-act-still-true = Өзгөргөн жок деп ырастоо
applicant-act-amend = Өзгөртүү
applicant-act-clone = Көчүрмөсүн кошуу
applicant-act-exclude = Реестрден чыгаруу
applicant-to-application = Арызга өтүү
applicant-to-organisation = Уюмдун барагына өтүү
applicant-until = { $date } чейин

# Баштоо
applicant-start-register_holder = Уюмду сүрөттөйсүз, текшересиз, андан кийин жөнөтөсүз. Каалаган убакта токтотсоңуз болот.
applicant-start-amend_holder = Азыркы жазуу ачылат. Өзгөргөн жерин гана оңдоңуз.
applicant-start-amend_array = Азыркы жазуу ачылат. Өзгөргөн жерин гана оңдоңуз.
applicant-start-exclude_holder = Уюм реестрден бардык массивдери менен чыгат. Жазуу өчүрүлбөйт, чыгарылган деп белгиленет.
applicant-start-exclude_array = Массив реестрден чыгат. Жазуу өчүрүлбөйт, чыгарылган деп белгиленет.
applicant-how = Массивди кантип баштайсыз?
    .hint = Үлгүдөгү жана көчүрмөдөгү маалымат сунуш гана. Ар бирин текшересиз.
applicant-how-blank = Бош барактан
applicant-how-clone = «{ $name }» массивинин көчүрмөсүнөн
applicant-arrays = Сизде кайсы массивдер бар?
    .hint = Ар бири үчүн өзүнчө арыз ачылат. Ашыкчасын алып салыңыз.
    .action = Арыздарды түзүү
applicant-tick-one = Жок дегенде бир массивди белгилеңиз.

# Тапшырмалар
applicant-tasks = Бөлүмдөр
applicant-tasks-optional = Милдеттүү эмес бөлүмдөр
applicant-progress = { $total } бөлүмдүн { $done } бөлүмү бүттү.
applicant-suggestions = Бул жерде сунуштар бар
    .text = Алар үлгүдөн же көчүрмөдөн алынган. Ар бир бөлүмдү ачып, текшерип, сактаңыз.
applicant-suggestion = Сунуш: текшерип, сактаңыз
    .text = Бул маалыматты сиз жаза элексиз. Туура эместерин оңдоп, сактаңыз.
applicant-remarks-count = { $n } сын-пикир
applicant-gaps-count = Оңдой турган { $n } жер бар
applicant-send = Жөнөтүү
    .ready = Баары толтурулду. Текшерип, жөнөтсөңүз болот.
    .not-ready = Жөнөтүү үчүн адегенде бардык бөлүмдөрдү бүтүрүңүз.
    .promise = Жөнөтүү менен жазылгандардын туура экенин ырастайсыз.
    .action = Агенттикке жөнөтүү
applicant-check = Жоопторду текшерүү
applicant-what-was-written = Арызда эмне жазылган
applicant-confirmation = Жөнөтүлгөндүгү жөнүндө барак
applicant-more = Дагы
applicant-history = Арыздын тарыхы
applicant-withdraw = Арызды кайтарып алуу
    .sure = Чын эле кайтарып аласызбы?
    .text = Арыз жабылат. Кааласаңыз, кийин жаңысын берсеңиз болот.

# Бөлүм
applicant-save-continue = Сактап, улантуу
applicant-save-back = Сактап, тизмеге кайтуу
applicant-autosaved = Сакталды.
applicant-autosave-failed = Өзү сакталган жок. Баскыч менен сактаңыз.
applicant-autosave-conflict = Ушул бөлүмдү башка адам да өзгөрттү. Сактап көрүңүз: эки текст тең көрсөтүлөт.
applicant-conflict = Ушул бөлүмдү башка адам да өзгөрттү
    .nothing-lost = Эч нерсе жоголгон жок
    .what = Сиз жазып жатканда башка адам өз текстин сактады. Кайсынысы калсын?
    .differences = Сиздин текст эмнени өзгөртөт
    .mine = Менин текстим калсын
    .theirs = Башка адамдын тексти калсын
applicant-show-places = Ушул райондун айылдарын көрсөтүү
applicant-place-words = Айыл же шаар тизмеде жок болсо, жазыңыз
    .hint = Тизме район тандалгандан кийин көрүнөт.
applicant-district-elsewhere = Тандалган район башка облуста. Облусту же районду оңдоңуз.
applicant-policy-attached = Тиркелген файл:
applicant-policy-remove = Файлды алып салуу
applicant-policy-open = Тиркелген файлды ачуу
applicant-five-megabytes = 5 МБ

# Маалыматтардын тизмеги
applicant-special = сезимтал
applicant-items-purposes-first = Адегенде максаттарды жазыңыз
    .text = Ар бир маалымат кайсы максатка керек экенин көрсөтөсүз. Ошон үчүн максаттар алдын ала керек.
applicant-items-pick = Адамдар жөнүндө эмнелерди жазасыз?
    .hint = Топту ачып, жазганыңызды белгилеңиз.
applicant-items-pick-done = Белгиленгендерди тизмеге алуу
applicant-items-pick-more = Дагы белгилөө же алып салуу
applicant-items-all = Бир нече маалыматка бир жооп
    .text = Бул жооптор бош калган маалыматтарга гана жазылат.
applicant-items-all-sources = Маалымат кайдан келет?
applicant-items-all-purposes = Кайсы максатка керек?
applicant-items-all-apply = Бош калгандарга жазуу
applicant-items-each = Ар бир маалымат
applicant-items-own-words = Өз сөзүм менен кошуу

# Текшерүү жана жөнөтүү
applicant-changes = Эмне өзгөрөт
applicant-lacking = Жөнөтүүгө чейин буларды бүтүрүңүз
applicant-remark-waits = сын-пикирге жооп бере элексиз
applicant-section-lacks = «{ $section }» бөлүмүн бүтүрүңүз.
applicant-ask-owner = Арызды уюмдун ээси жөнөтөт
    .text = Сиз жаза аласыз, бирок жөнөтө албайсыз. Ээсине даяр экенин айтыңыз.
applicant-sent = Арыз жөнөтүлдү
applicant-sent-number = Арыздын номери
applicant-sent-at = Жөнөтүлгөн убактысы: { $at }.
applicant-confirmed = Жазуу ырасталды
    .text = Реестрде жазуунун бүгүн ырасталганы көрүнөт. Башка эч нерсе кылуунун кереги жок.
applicant-next = Эми эмне болот
    .read = Агенттиктин каттоочусу арызды окуйт.
    .remarks = Кемчилик болсо, сын-пикири менен кайтарат. Сиз оңдоп, кайра жөнөтөсүз.
    .answer = Чечим жөнүндө катты электрондук почтаңыздан аласыз.
applicant-print-hint = Бул баракты басып чыгарсаңыз же кийин кайра ачсаңыз болот.
applicant-decision = Чечим
    .ground = Негизи
    .reasons = Себептери

# Чыгаруу жана ырастоо
applicant-exclusion = Жазуу өчүрүлбөйт
    .text = Чыгарылган жазуу реестрде күнү жана негизи менен калат.
applicant-still-true = Баары мурдагыдайбы?
    .text = Жазууну окуп чыгыңыз. Эч нерсе өзгөрбөсө, ырастаңыз.
    .action = Ооба, эч нерсе өзгөргөн жок
    .changed = Жок, өзгөргөн жери бар
applicant-findings = Толугураак ойлонуп көрүңүз
    .text = Бул эскертүүлөр жөнөтүүгө тоскоол болбойт. Каттоочу да ушул тизмени көрөт.
applicant-export = Массивдерди файл түрүндө алуу:

# Өз таблицадан алуу
applicant-import = Өз таблицаңыздан алуу
    .text = Массивдериңиз таблицада жазылган болсо, файлды жүктөңүз. Ар бир сап өзүнчө арыз болот.
applicant-import-file = Таблица
    .hint = XLSX, ODS же CSV файлы, 5 МБ чейин, эң көп 200 сап.
applicant-import-columns = Мамычалар эмнени билдирет?
    .text = Аталышына карап сунуштадык. Туура эместерин оңдоңуз, керексизин бош калтырыңыз.
applicant-import-sample = Мисалы: { $cells }
    .none = Бул мамычада эч нерсе жок.
applicant-import-preview = Алдын ала көрүү
applicant-import-nothing-yet = Азырынча эч нерсе түзүлгөн жок
    .text = Саптарды карап чыгыңыз. Түшүнүксүз сөздөр арызга кирбейт, аларды кийин өзүңүз тандайсыз.
applicant-import-row = Сап
applicant-import-problems = Көңүл буруу керек
applicant-import-create = { $n } арыз түзүү
applicant-import-choose-column = Жок дегенде бир мамычанын маанисин тандаңыз.
applicant-import-own = Биздин файлдын мамычалары бар
applicant-import-own-text = Мындай мамыча: { $n }. Алар өзгөрүүсүз алынат.
applicant-import-cancel = Таблицаны алып салуу
applicant-import-sheet = Китептин «{ $sheet }» барагы гана окулду.
applicant-import-understood = Эмне түшүнүлдү
applicant-import-left-out = Алынбай турган мамычалар: { $columns }.
applicant-import-back = Мамычаларды өзгөртүү
applicant-made = { $n } арыздын долбоору түзүлдү
applicant-made-text = Ар бирин ачып, текшерип, Агенттикке жөнөтүңүз.
