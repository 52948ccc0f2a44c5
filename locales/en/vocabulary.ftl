# Words: names of procedures, states, events, roles and terms.

# Kind of application. .short is for lists, .verb for buttons.
procedure-register_holder = Application to register a holder
    .short = Registration of a holder
    .verb = Register the organisation
procedure-register_array = Application to register an array
    .short = Registration of an array
    .verb = Register an array
procedure-amend_holder = Application to change a holder’s entry
    .short = Change of a holder
    .verb = Change the organisation’s entry
procedure-amend_array = Application to change an array’s entry
    .short = Change of an array
    .verb = Change the array’s entry
procedure-exclude_holder = Application to exclude a holder from the Register
    .short = Exclusion of a holder
    .verb = Exclude the organisation from the Register
procedure-exclude_array = Application to exclude an array from the Register
    .short = Exclusion of an array
    .verb = Exclude the array from the Register
procedure-confirm_holder = Confirmation of a holder’s entry
    .short = Confirmation of a holder
    .verb = Confirm that it is still true
procedure-confirm_array = Confirmation of an array’s entry
    .short = Confirmation of an array
    .verb = Confirm that it is still true
procedure-redact_holder = Forgetting a value of a holder’s entry
    .short = Forgetting at a holder
    .verb = Forget a value of the holder’s entry
procedure-redact_array = Forgetting a value of an array’s entry
    .short = Forgetting at an array
    .verb = Forget a value of the array’s entry

# State of an application. .applicant is for the applicant, .desk for the Agency’s staff.
state-draft = Draft
    .applicant = The application is still with you. Fill in the sections and send it.
    .desk = The applicant is still writing. It has not reached you.
state-submitted = Submitted
    .applicant = The Agency has your application. A registrar will take it soon.
    .desk = It waits for a registrar. Take it in hand.
state-under_review = Under review
    .applicant = A registrar reviews your application. There is nothing for you to do now.
    .desk = Check the application. Decide it, or return it with remarks.
state-returned = Returned for mending
    .applicant = The registrar wrote remarks. Mend the fields and send it again.
    .desk = The applicant is working on the remarks.
state-proposed = Awaiting confirmation
    .applicant = A decision is ready. A second person has to confirm it.
    .desk = The second person confirms the decision or objects to it.
state-registered = Granted
    .applicant = Your application was granted. The entry in the Register is up to date.
    .desk = The case is closed. The Register was changed as asked.
state-refused = Refused
    .applicant = The Agency refused. Read the reasons; you may appeal.
    .desk = The case is closed. The ground and the reasons are kept.
state-withdrawn = Withdrawn
    .applicant = You withdrew the application. Start a new one if you wish.
    .desk = The case is closed. The applicant withdrew it.
state-purged = Content destroyed
    .applicant = The application held state secrets, so its content was destroyed.
    .desk = The content was destroyed. Only the fact of it is kept.

# Events, for histories
act-started = Application started
act-saved = Change saved
act-submitted = Application submitted
act-assigned = Taken by a registrar
act-released = No longer in the registrar’s hands
act-returned = Returned for mending
act-proposed = Decision proposed
act-decided = Decision made
act-objected = Objection to the decision recorded
act-withdrawn = Application withdrawn
act-purged = Content destroyed
act-registered = Entered in the Register
act-amended = Entry changed
act-confirmed = Entry confirmed as still true
act-excluded = Excluded from the Register
act-anchored = Head of the audit log made public
act-redacted = A value was forgotten

# Standing of an entry in the Register
standing-registered = Registered
standing-excluded = Excluded

# Roles
role-registrar = Registrar
    .hint = Reviews applications, returns them and proposes decisions.
role-head = Head
    .hint = Confirms refusals and exclusions as the second person.
role-administrator = Administrator
    .hint = Looks after users and the system. Does not see what applications say.
role-auditor = Auditor
    .hint = Sees what staff did and read. Changes nothing.
role-owner = Representative
    .hint = Sends applications for the organisation and invites colleagues.
role-editor = Editor
    .hint = Writes the organisation’s applications.
role-reader = Reader
    .hint = Reads the organisation’s applications and entries, changes nothing.

outcome-grant = Grant
outcome-refuse = Refuse

# Filters
axis-region = Region
axis-district = District or town
axis-holder_kind = Kind of holder
axis-sector = Sector
axis-ownership = Form of ownership
axis-country = Country
axis-data_category = Category of data
axis-subject_category = Category of subjects
axis-ground = Legal ground
axis-special = Data of special categories
axis-cross_border = Cross-border transfer
axis-transfer_country = Receiving country
axis-procedure = Kind of application
axis-status = State
axis-assignee = Registrar in charge
axis-ex_officio = Begun by the Agency itself

# Kinds of record
kind-holder = holder (owner)
    .plural = holders (owners)
kind-data_array = personal data array
    .plural = personal data arrays
kind-data_list = list of personal data
    .plural = lists of personal data
kind-application = application
    .plural = applications
kind-audit_anchor = anchor of the audit log
    .plural = anchors of the audit log
kind-person = account
    .plural = accounts
count-holders = { $n } { $n ->
    [one] holder
   *[other] holders
}
count-arrays = { $n } { $n ->
    [one] array
   *[other] arrays
}
count-applications = { $n } { $n ->
    [one] application
   *[other] applications
}

# Terms
days-left = { $n } { $n ->
    [one] day
   *[other] days
} left
days-overdue = { $n } { $n ->
    [one] day
   *[other] days
} overdue
due-today = due today
freshness = confirmed { $ago }
term-application_review = Term for reviewing an application
term-application_mending = Term for mending after remarks
term-second_person_confirmation = Term for the second person’s confirmation
term-change_notification = Term for reporting a change
term-confirm_still_true = Term for confirming the entry again
term-refusal_appeal = Term for appealing against a refusal
term-subject_answer = Term for answering a subject’s request
term-subject_refusal = Term for a reasoned refusal to a subject
term-information_request = Term for answering the Agency or the Ombudsman
term-transfer_notification = Term for telling of a transfer to a third party
term-complaint_registration = Term for registering a complaint
term-complaint_consideration = Term for considering a complaint
term-how = How this was counted
term-unit-calendar_day = { $n } calendar { $n ->
    [one] day
   *[other] days
}
term-unit-working_day = { $n } working { $n ->
    [one] day
   *[other] days
}
term-unit-month = { $n } { $n ->
    [one] month
   *[other] months
}
term-step-started = Day of the event: { $date }.
term-step-weekends_only = There is no calendar for { $year } yet. Only Saturdays and Sundays counted as days off.
term-step-counted_days = Counted: { $from } – { $to }, { $days } { $days ->
    [one] day
   *[other] days
}.
term-step-counted_months = Counted: { $from } – { $to }, { $months } { $months ->
    [one] month
   *[other] months
}.
term-step-took_end_of_month = That month has no such day. Its last day was taken: { $date }.
term-step-skipped_day_off = Not counted: { $date } ({ $reason }).
term-step-moved_to_working_day = The last day was a day off: { $from }. The term moved to the next working day: { $to }.
term-step-due = The term ends at the end of this day: { $date }.
