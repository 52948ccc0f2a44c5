# The applicant's pages.
act-checked = Section looked at

# Must I register?
applicant-must-begin = Go to the organisations page
applicant-must-again = Begin again
applicant-choose-answer = Choose one answer.
applicant-question-of = Question { $number } of { $total }

# The organisation's page
applicant-organisation = Organisation
    .none = The organisation is not in the Register yet
    .next = Register the organisation first. Then add its arrays.
applicant-running = Open applications
    .none = No application is open.
applicant-over = Finished applications
applicant-arrays-title = Registered arrays
    .none = No array is registered yet
    .next = Add every list of people that you keep. For example: the list of staff.
applicant-array-without-name = Array without a name yet
applicant-returned = The Agency returned an application for mending
applicant-column-what = Name
applicant-column-kind = Kind of application
applicant-column-number = Number
applicant-column-state = State
applicant-column-until = Term
applicant-column-actions = Actions
applicant-act-still-true = Confirm that it is still true
applicant-act-amend = Change
applicant-act-clone = Add a copy
applicant-act-exclude = Exclude from the Register
applicant-to-application = Go to the application
applicant-to-organisation = Go to the organisation’s page
applicant-until = until { $date }

# Beginning
applicant-start-register_holder = You describe the organisation, check the answers and send them. You can stop at any time.
applicant-start-amend_holder = The present entry opens. Mend only what has changed.
applicant-start-amend_array = The present entry opens. Mend only what has changed.
applicant-start-exclude_holder = The organisation leaves the Register with all its arrays. The entry is not deleted but marked as excluded.
applicant-start-exclude_array = The array leaves the Register. The entry is not deleted but marked as excluded.
applicant-how = How do you want to begin the array?
    .hint = What a template or a copy fills in is only a suggestion. You check each one.
applicant-how-blank = From a blank form
applicant-how-clone = From a copy of “{ $name }”
applicant-arrays = Which of these arrays do you have?
    .hint = Each gets an application of its own. Untick those you do not have.
    .action = Make the applications
applicant-tick-one = Tick at least one array.

# Tasks
applicant-tasks = Sections
applicant-tasks-optional = Sections you may leave out
applicant-progress = { $done } of { $total } sections done.
applicant-suggestions = There are suggestions here
    .text = They come from a template or a copy. Open every section, check it and save it.
applicant-suggestion = Suggestion: check and save
    .text = You did not write this. Mend what is wrong and save it.
applicant-remarks-count = { $n } { $n ->
    [one] remark
   *[other] remarks
}
applicant-gaps-count = { $n } { $n ->
    [one] place
   *[other] places
} to mend
applicant-send = Sending
    .ready = Everything is filled in. Check the answers and send them.
    .not-ready = Finish all sections before you send it.
    .promise = By sending you confirm that what is written is true.
    .action = Send to the Agency
applicant-check = Check the answers
applicant-what-was-written = What the application says
applicant-confirmation = Page about the sending
applicant-more = More
applicant-history = History of the application
applicant-withdraw = Withdraw the application
    .sure = Do you really want to withdraw it?
    .text = The application will be closed. You can send a new one later.

# A section
applicant-save-continue = Save and continue
applicant-save-back = Save and go back to the list
applicant-autosaved = Saved.
applicant-autosave-failed = It was not saved by itself. Press the button to save.
applicant-autosave-conflict = Somebody else changed this section too. Press “Save” to see both texts.
applicant-conflict = Somebody else changed this section too
    .nothing-lost = Nothing is lost
    .what = While you were writing, somebody else saved another text. Which one should stay?
    .differences = What your text would change
    .mine = Keep my text
    .theirs = Keep the other text
applicant-show-places = Show the places of this district
applicant-place-words = If the village or town is not in the list, write it
    .hint = The list appears once a district is chosen.
applicant-district-elsewhere = The chosen district is in another region. Mend the region or the district.
applicant-policy-attached = Attached file:
applicant-policy-remove = Remove the file
applicant-policy-open = Open the attached file
applicant-five-megabytes = 5 MB

# The list of data
applicant-special = sensitive
applicant-items-purposes-first = Describe the purposes first
    .text = For every item you say which purpose it serves. So the purposes are needed before.
applicant-items-pick = What do you write down about people?
    .hint = Open a group and tick what you write down.
applicant-items-pick-done = Take what is ticked into the list
applicant-items-pick-more = Tick more, or take out
applicant-items-all = One answer for several items
    .text = These answers go only where nothing is written yet.
applicant-items-all-sources = Where do the data come from?
applicant-items-all-purposes = Which purpose do they serve?
applicant-items-all-apply = Write them where nothing is written
applicant-items-each = Each item
applicant-items-own-words = Add in your own words

# Checking and sending
applicant-changes = What will change
applicant-lacking = Finish these before you send it
applicant-remark-waits = a remark waits for an answer
applicant-section-lacks = Finish the section “{ $section }”.
applicant-ask-owner = The organisation’s owner sends the application
    .text = You may write, but not send. Tell the owner that it is ready.
applicant-sent = The application was sent
applicant-sent-number = Number of the application
applicant-sent-at = Sent: { $at }.
applicant-confirmed = The entry is confirmed
    .text = The Register shows that the entry was confirmed today. There is nothing more to do.
applicant-next = What happens next
    .read = A registrar of the Agency reads the application.
    .remarks = If something is lacking, it comes back with remarks. You mend it and send it again.
    .answer = A letter about the decision comes to your e-mail.
applicant-print-hint = You can print this page or open it again later.
applicant-decision = Decision
    .ground = Ground
    .reasons = Reasons

# Exclusion and confirmation
applicant-exclusion = The entry is not deleted
    .text = An excluded entry stays in the Register with its date and ground.
applicant-still-true = Is everything still true?
    .text = Read the entry. If nothing has changed, confirm it.
    .action = Yes, nothing has changed
    .changed = No, something has changed
applicant-findings = Think about these
    .text = They do not keep you from sending. The registrar sees the same list.
applicant-export = Get the arrays as a file:

# From one's own table
applicant-import = Take from your own table
    .text = If your arrays stand in a table, upload the file. Each row becomes an application.
applicant-import-file = Table
    .hint = An XLSX, ODS or CSV file of at most 5 MB and 200 rows.
applicant-import-columns = What do the columns mean?
    .text = We propose meanings by the names. Mend what is wrong, leave empty what is not needed.
applicant-import-sample = For example: { $cells }
    .none = There is nothing in this column.
applicant-import-preview = Preview
applicant-import-nothing-yet = Nothing has been made yet
    .text = Look through the rows. Words we did not understand stay out; you choose a value later.
applicant-import-row = Row
applicant-import-problems = Look at this
applicant-import-create = Make applications: { $n }
applicant-import-choose-column = Choose a meaning for at least one column.
applicant-import-own = Some columns come from our own file
applicant-import-own-text = Such columns: { $n }. They are taken as they are.
applicant-import-cancel = Put the table away
applicant-import-sheet = Only the sheet “{ $sheet }” was read.
applicant-import-understood = What we understood
applicant-import-left-out = These columns are not taken: { $columns }.
applicant-import-back = Change the columns
applicant-made = { $n ->
    [one] { $n } draft was made
   *[other] { $n } drafts were made
}
applicant-made-text = Open each one, check it and send it to the Agency.
