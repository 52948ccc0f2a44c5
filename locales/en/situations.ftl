# “Who holds data about people like me?”: situations of life.
about-title = Who holds data about people like me?
about-lead = Tick what is true of you. We show the arrays that may hold data about you.
about-honest = The Register lists arrays, not you
    .text = Organisations only describe their arrays here. Neither your name nor your data are here.
    .holder = Only the organisation itself can say whether an array holds data about you.
about-situations = What is true of you? You may tick several, { $most } at most.
about-home = Where do you live?
    .hint = If you choose nothing, we show the whole country.
about-home-whole = All of { $region }
about-show = Show
about-choose = Tick at least one
    .text = Then we know which arrays to tell you about.
about-too-many = Only the first { $most } of your choices are shown
    .text = Take these away and tick the others.
about-chosen = You ticked:
about-home-chosen = Where you live:
about-nearest = The organisations nearest to you stand first, then others of your region or city. Those that work in the whole country stand last.
about-change = Change the choice
about-again = Choose something else
about-count = { $n ->
    [one] Data about you may be in { $n } array.
   *[other] Data about you may be in { $n } arrays.
}
about-ring-here = { $place }
about-ring-also = And also: { $place }
about-ring-country = Working in the whole country
about-ring-anywhere = In the whole country
about-place-country = working in the whole country
about-place-anywhere = in the whole country
about-all = { $n ->
    [one] See all ({ $place }): { $n } array
   *[other] See all ({ $place }): { $n } arrays
}
about-for = What for:
about-address = Address
about-no-contacts = The organisation has not given its contacts in the Register.
about-none = Not found in the Register yet
    .title = What does this mean?
    .text = This does not mean that nobody holds data about you. The organisation may not have registered yet.
    .ask = If you know the organisation, ask it yourself. Or try this:
    .everywhere = Show the whole country
    .search = Look for the organisation by name
about-ask = You may ask the organisation
    .right = You may ask what an organisation holds about you. The law gives you this right, and the answer is free.
about-ask-term = { $days ->
    [one] The organisation must answer within { $days } day.
   *[other] The organisation must answer within { $days } days.
}
about-link = Who holds data about people like me?
    .text = Do you have a bank account, or a child at school? Tick what is true of you.
    .action = Choose a situation of life

# Groups of situations
area-study = Study
area-health = Health
area-money = Money
area-work = Work
area-home = Home
area-state = The state
area-everyday = Every day

# Situations
situation-pupil = I go to school
situation-pupil_parent = My child goes to school
situation-kindergarten_parent = My child goes to kindergarten
situation-student = I study at a college or university
situation-patient = I see doctors or am treated
situation-patient_parent = I take my child to doctors
situation-disabled = I have a disability
situation-insured = I am insured
situation-bank_client = I have a bank account, card or deposit
situation-borrower = I have a loan or stand surety
situation-employee = I work, or worked, for an organisation
situation-job_seeker = I am looking for work
situation-contractor = I do work under contracts
situation-tenant = I rent my home
situation-home_owner = I own my home
situation-utility_customer = I pay for light, water or heat
situation-resident = I live in a town or village for good
situation-land_user = I have a plot of land
situation-pensioner = I receive a pension
situation-benefit_recipient = I receive benefits or aid
situation-taxpayer = I pay taxes
situation-applicant = I write to public bodies
situation-driver = I drive or own a vehicle
situation-voter = I vote in elections
situation-court_participant = I am a party to a court case
situation-newcomer = I am a foreign national or a refugee
situation-subscriber = I use a mobile phone or the internet
situation-shopper = I buy in shops or have a bonus card
situation-online = I use sites and apps
situation-service_client = I use services: hairdresser, lawyer, estate agent
situation-guest = I stay at hotels
situation-passenger = I travel by bus, train or plane
situation-visitor = I enter buildings with a pass
situation-member = I am a member, a volunteer or a donor
situation-reader = I use a library
