# What is wrong with a field: a sentence that says what to do.
# $field is the label, $value what was written, $max and $min the limits.

problem-required = “{ $field }” is empty. Fill it in.
problem-too_long = “{ $field }” is too long. Keep it to { $max } characters.
problem-control_character = “{ $field }” holds an invisible character. Delete the text and type it again.
problem-unknown_code = “{ $field }” has no value “{ $value }”. Choose from the list.
problem-unknown_row = “{ $field }” points to a row that is not there. Tick the rows again.
problem-not_text = “{ $field }” could not be read. Write the value as text.
problem-not_a_number = “{ $field }” is a whole number above zero. Write digits only, for example 25.
problem-inn_not_digits = The INN has digits only. Take out letters and signs.
problem-inn_wrong_length = The INN has exactly 14 digits. Check the certificate and write it again.
problem-not_okpo = The OKPO code has exactly 8 digits. Check it or leave it empty.
problem-not_a_postcode = A postcode in Kyrgyzstan has 6 digits. Check the postcode.
problem-not_a_phone = “{ $field }” does not look like a telephone number. Write it like this: +996 312 00 00 00.
problem-not_an_email = “{ $field }” does not look like an e-mail address. Write it like this: name@uium.example.
problem-not_a_link = “{ $field }” does not look like a link. Begin the address with https://.
problem-not_a_file = The file was not found. Attach it again.
problem-not_a_date = “{ $field }” does not look like a date. Write day, month and year in digits.
problem-bad_cursor = The link to this page is out of date. Start the search again.
problem-unknown_field = There is no field “{ $field }”. Check its name.
problem-unknown_holder = No holder in the Register has this number. Check it or write the name.

# Account
problem-email_taken = There is an account with this address. Sign in or reset the password.
problem-email_invalid = The e-mail address is not right. Write it like this: name@uium.example.
problem-password_short = The password is too short. Use at least { $min } characters.
problem-password_long = The password is too long. Use at most { $max } characters.
problem-password_weak = This password is easy to guess. Put several unrelated words together.
problem-password_wrong = The address or the password is wrong. Check both and try again.
problem-password_differs = The two passwords differ. Write both again.
problem-code_wrong = The code is wrong. Take a new one from the app on your phone.
problem-code_used = This code has been used. Wait for the next one and write that.
problem-name_required = Write your name and family name.
problem-token_expired = The link has expired. Ask for a new one.
problem-token_unknown = This link does not work. Open the whole link from the mail.
problem-too_many_tries = There were too many tries. Wait a little and try again.
problem-language_unknown = There is no such language. Choose Kyrgyz, Russian or English.
problem-role_unknown = There is no such role. Choose from the list.
problem-last_owner = An organisation keeps at least one representative. Name another one first.

# Files and import
problem-file_too_large = The file is too large. Choose a smaller one or upload it in parts.
problem-file_type = This type of file is not accepted. Save it in another format and attach it again.
problem-file_empty = The file is empty. Choose a file with data.
problem-upload_missing = No file was chosen. Choose a file and send again.
problem-column_missing = The file has no column “{ $field }”. Add it or name another.
problem-row_invalid = This row has a mistake. Mend it in the file and upload again.

# Reading a file and mapping its fields
problem-archive_too_large = The archive grows too large when unpacked. Upload the files one by one.
problem-archive_in_archive = There is an archive inside the archive. Unpack it and upload the files.
problem-cell_too_long = The text in one cell is too long. Shorten it and upload again.
problem-column_twice = Two columns have the same name. Rename one of them.
problem-encoding_doubtful = The letters may have been misread. Check ң, ө and ү in the preview.
problem-encoding_unknown = The letters of the file cannot be read. Save it as UTF-8 and upload again.
problem-file_broken = The file is broken. Save it anew and upload again.
problem-file_unreadable = The file does not open. Choose another one.
problem-format_unknown = This type of file cannot be read. Save it as xlsx, ods or csv.
problem-json_broken = The JSON file has a mistake. Export it again from its program.
problem-password_protected = The file is locked with a password. Take it off and upload again.
problem-pointer_leads_nowhere = There are no data at the place named. Check the path in the rule.
problem-record_not_an_object = This record does not consist of fields. Check how the file is built.
problem-rows_above_header = The rows above the header were not read.
problem-sheet_missing = The file has no such sheet. Check its name.
problem-too_many_cells = There are too many cells. Upload the file in parts.
problem-too_many_columns = There are too many columns. Take out those not needed.
problem-too_many_files = There are too many files. Upload them in parts.
problem-too_many_rows = There are too many rows. Upload the file in parts.
problem-too_many_values = One record has too many values. Split it.
problem-write_failed = The file could not be written. Try again.
problem-mapping_broken = The mapping rules have a mistake. Check them.
problem-kind_missing = The rule names no kind of record. Name it.
problem-path_missing = The rule names no field. Name it.
problem-pattern_broken = The pattern in the rule makes no sense. Mend it.
problem-table_missing = The table named in the rule is not there. Add it.
problem-value_not_in_table = No code was found for this value. Choose the fitting one from the list.
problem-value_not_of_type = The value does not suit the field. Mend it.
problem-value_not_plain = There should be one plain value here.
problem-several_values = Several values came to one field. Keep only one.
problem-date_not_understood = The date is not clear. Write it like this: 22.11.2026.
problem-required_missing = A required value is missing. Add it to the file.
problem-line_not_understood = This line was not understood. Enter it by hand.
problem-entry_repeated = This entry is repeated in the file. Only the first was taken.
problem-entry_contradicted = One entry appears twice with different content. Find out which is right.
problem-no_rule_applies = No rule fits this row. It was not taken.
problem-key_missing = The entry has no number. Add it to the file.
problem-of_missing = It is not said whose array this is. Name the holder.
problem-pattern_not_found = The value is not written as expected. Check it.
problem-alternative_unused = A further value was not used.
problem-index_too_great = The row number in the list is too great. Make it smaller.
problem-path_conflict = Two rules write to one field in different ways. Remove one.
problem-path_malformed = The path of the field is not well written. Mend it.
problem-path_too_deep = The path of the field is too deep. Shorten it.
problem-path_too_long = The path of the field is too long. Shorten it.

# Why an act is not possible
refusal-already_started = This application has been started already. Open it in the list of your applications.
refusal-not_started = There is no such application. Start a new one.
refusal-wrong_state = This is not possible in the application’s present state. Reload the page and look at the state.
refusal-faulty = The entry has mistakes. Mend them and send it again.
refusal-nothing_changed = Nothing has changed. Change the field first.
refusal-remarks_missing = Write at least one remark. The applicant must know what to mend.
refusal-ground_missing = No ground was chosen. Choose one from the list.
refusal-reasons_missing = No reasons were given. Write them so that the applicant understands.
refusal-not_assignee = Another registrar reviews this application. Take it in hand first.
refusal-same_person = Whoever proposed a decision cannot confirm it. A second person does that.
refusal-term_unknown = No term for this has been entered. Ask an administrator.
refusal-already_registered = This entry is in the Register already. To change it, send another application.
refusal-not_registered = There is no such entry in the Register. Check the number.
refusal-already_excluded = This entry was excluded from the Register. It cannot be changed.
refusal-registration_closed = No new applications are accepted now. The Register can be read.
refusal-holder_not_registered = The organisation is not in the Register yet. Register it first, then the array.
refusal-duplicate_identifier = An organisation with this number is in the Register. Find it and see whether it is yours.
refusal-duplicate_open_subject = Another application on this entry is still open. Finish or withdraw that one first.
refusal-exempt_body = The Agency’s functions do not cover this body’s data. No registration is needed.
refusal-state_secret = An array with state secrets is not registered. Do not enter it here.
