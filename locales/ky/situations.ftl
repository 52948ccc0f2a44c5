# «Мага окшогон адамдар жөнүндө маалыматты ким кармайт?»: жашоо жагдайлары.
about-title = Мага окшогон адамдар жөнүндө маалыматты ким кармайт?
about-lead = Өзүңүзгө туура келгенин белгилеңиз. Сиз жөнүндө маалымат болушу мүмкүн болгон массивдерди көрсөтөбүз.
about-honest = Реестрде массивдер бар, сиз өзүңүз жоксуз
    .text = Уюмдар бул жерде массивдерин гана сүрөттөйт. Атыңыз да, маалыматыңыз да бул жерде жок.
    .holder = Массивде сиз жөнүндө маалымат бар же жогун уюмдун өзү гана айта алат.
about-situations = Кайсынысы сизге туура келет? Бир нечесин белгилесеңиз болот, көп дегенде { $most }.
about-home = Кайда жашайсыз?
    .hint = Тандабасаңыз, бүткүл өлкөнү көрсөтөбүз.
about-home-whole = { $region } бүтүндөй
about-show = Көрсөтүү
about-choose = Жок дегенде бирин белгилеңиз
    .text = Кайсы массивдер тууралуу айтарыбызды ошондо билебиз.
about-too-many = Тандаганыңыздын биринчи { $most } гана көрсөтүлдү
    .text = Аларды алып салып, калгандарын белгилеңиз.
about-chosen = Сиз белгилегендер:
about-home-chosen = Жашаган жериңиз:
about-nearest = Адегенде сизге эң жакын уюмдар, андан кийин облусуңуздагы же шаарыңыздагы башкалары турат. Аягында бүткүл өлкө боюнча иштегендер турат.
about-change = Тандаганды өзгөртүү
about-again = Башкасын тандоо
about-count = { $n ->
   *[other] Сиз жөнүндө маалымат { $n } массивде болушу мүмкүн.
}
about-ring-here = { $place }
about-ring-also = Ошондой эле: { $place }
about-ring-country = Бүткүл өлкө боюнча иштегендер
about-ring-anywhere = Бүткүл өлкөдө
about-place-country = бүткүл өлкө боюнча иштегендер
about-place-anywhere = бүткүл өлкөдө
about-all = { $n ->
   *[other] Баарын көрүү ({ $place }): { $n } массив
}
about-for = Эмне үчүн:
about-address = Дареги
about-no-contacts = Уюм байланышын реестрде көрсөткөн эмес.
about-none = Реестрде азырынча табылган жок
    .title = Муну кандай түшүнсө болот?
    .text = Бул сиз жөнүндө эч ким маалымат кармабайт дегенди билдирбейт. Балким, уюм али каттала элек.
    .ask = Уюмду билсеңиз, өзүнөн сураңыз. Же муну кылып көрүңүз:
    .everywhere = Бүткүл өлкөнү көрсөтүү
    .search = Уюмду аты боюнча издөө
about-ask = Уюмдан сурап алсаңыз болот
    .right = Уюм сиз жөнүндө эмне кармаарын сурай аласыз. Бул укук мыйзамда бар, жооп акысыз.
about-ask-term = Уюм { $days } күндүн ичинде жооп берүүгө милдеттүү.
about-link = Мага окшогон адамдар жөнүндө маалыматты ким кармайт?
    .text = Банкта эсебиңиз барбы, балаңыз мектептеби? Өзүңүзгө туура келгенин белгилеңиз.
    .action = Жашоо жагдайын тандоо

# Жагдайлардын топтору
area-study = Окуу
area-health = Ден соолук
area-money = Акча
area-work = Жумуш
area-home = Үй-жай
area-state = Мамлекет
area-everyday = Күнүмдүк турмуш

# Жагдайлар
situation-pupil = Мектепте окуйм
situation-pupil_parent = Балам мектепте окуйт
situation-kindergarten_parent = Балам бала бакчага барат
situation-student = Колледжде же университетте окуйм
situation-patient = Дарыгерге көрүнөм же дарыланам
situation-patient_parent = Баламды дарыгерге көрсөтөм
situation-disabled = Майыптыгым бар
situation-insured = Камсыздандыруу полисим бар
situation-bank_client = Банкта эсебим, картам же аманатым бар
situation-borrower = Насыя алгам же бирөөгө кепил болгом
situation-employee = Уюмда иштейм же мурда иштегем
situation-job_seeker = Жумуш издеп жүрөм
situation-contractor = Келишим боюнча иш аткарам
situation-tenant = Турак жай ижарага алам
situation-home_owner = Өзүмдүн турак жайым бар
situation-utility_customer = Жарык, суу же жылуулук үчүн төлөйм
situation-resident = Шаардын же айылдын туруктуу тургунумун
situation-land_user = Жер тилкем бар
situation-pensioner = Пенсия алам
situation-benefit_recipient = Жөлөкпул же жардам алам
situation-taxpayer = Салык төлөйм
situation-applicant = Мамлекеттик органга кайрылгам
situation-driver = Унаа айдайм же унаам бар
situation-voter = Шайлоого катышам
situation-court_participant = Сот ишине катышам
situation-newcomer = Чет өлкөнүн жаранымын же качкынмын
situation-subscriber = Мобилдик байланышты же интернетти колдоном
situation-shopper = Дүкөндөн сатып алам же бонустук картам бар
situation-online = Сайттарды жана тиркемелерди колдоном
situation-service_client = Тейлөөнү колдоном: чач тарач, юрист, риелтор
situation-guest = Мейманканада токтойм
situation-passenger = Автобус, поезд же учак менен жүрөм
situation-visitor = Имаратка уруксат кагаз менен кирем
situation-member = Уюмдун мүчөсүмүн, ыктыярчымын же кайрымдуулук кылам
situation-reader = Китепканага барам
