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
problem-file_too_large = The file is too large. Choose one of at most { $max }.
problem-file_type = This type of file is not accepted. Save it in another format and attach it again.
problem-file_empty = The file is empty. Choose a file with data.
problem-upload_missing = No file was chosen. Choose a file and send again.
problem-column_missing = The file has no column “{ $field }”. Add it or name another.
problem-row_invalid = This row has a mistake. Mend it in the file and upload again.

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
refusal-exempt_body = The Agency’s control does not cover this body’s data. No registration is needed.
refusal-state_secret = An array with state secrets is not registered. Do not enter it here.
