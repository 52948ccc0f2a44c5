# Notices. The value is one line for the home page, .subject and .body are for the mail.
# $number is the application's number, $title what it is about, $due a date in words,
# $organisation a name, $ground the name of the ground, $role the code or name of a role.

notice-application_submitted = Application { $number } was sent to the Agency.
    .subject = { $number }: application received
    .body =
        The Agency has your application: { $title }.
        Number of the application: { $number }.
        The Agency will review it by the end of this day: { $due }.
        There is nothing for you to do now. We will write when it is decided.
notice-application_resubmitted = Application { $number } was mended and sent again.
    .subject = { $number }: application mended
    .body =
        The applicant mended the application and sent it again.
        Application: { $title }, { $number }.
        Review it by the end of this day: { $due }.
notice-application_taken = A registrar has begun to review application { $number }.
    .subject = { $number }: application under review
    .body =
        A registrar has begun to review your application: { $title }.
        Term of review: { $due }.
        There is nothing for you to do now.
notice-application_returned = Application { $number } was returned for mending. Term: { $due }.
    .subject = { $number }: please mend the application
    .body =
        The registrar wrote remarks on your application: { $title }.
        The remarks stand beside the fields.
        Mend the fields and send the application again.
        Term for mending: { $due }.
notice-application_granted = Application { $number } was granted.
    .subject = { $number }: application granted
    .body =
        Your application was granted: { $title }.
        The entry in the Register is up to date, and everybody can see it.
        If something changes, send an application for a change.
notice-application_refused = Application { $number } was refused.
    .subject = { $number }: application refused
    .body =
        The Agency refused your application: { $title }.
        Ground: { $ground }.
        All the reasons stand on the application’s page.
        If you do not agree, you may appeal. The same page says how.
notice-application_purged = The content of an application was destroyed: { $title }.
    .subject = The content of your application was destroyed
    .body =
        The application held state secrets, so its content was destroyed.
        Organisation: { $title }.
        Such arrays are not registered (article 30).
        Do not enter this information again.
notice-entry_confirmed = The entry was confirmed: { $title }.
    .subject = The entry was confirmed
    .body =
        You confirmed that the entry is still true: { $title }.
        The Register shows the new date of confirmation.
        There is nothing else to do.
notice-decision_proposed = The decision on application { $number } awaits confirmation.
    .subject = { $number }: please confirm the decision
    .body =
        A registrar proposed a decision: { $title }.
        A second person has to confirm it.
        Read the decision, then confirm it or object.
        Term of review of the application: { $due }.
notice-decision_objected = The decision on application { $number } was not confirmed.
    .subject = { $number }: the decision came back to you
    .body =
        The second person objected to the decision: { $title }.
        Read the objection and review the application again.
notice-invitation = You are invited to an organisation: { $organisation }.
    .subject = Invitation to an organisation: { $organisation }
    .body =
        You are invited as a member of this organisation: { $organisation }.
        Your role: { $role ->
            [owner] { role-owner }
            [editor] { role-editor }
            [reader] { role-reader }
           *[other] { $role }
        }.
        To accept, open the link.
        If you did not expect this mail, do nothing.
notice-password_reset = A link for a new password was sent.
    .subject = A new password
    .body =
        Somebody asked for a new password.
        Open the link and write the new password. The link works once.
        If it was not you, do nothing. Your password stays as it is.
notice-sign_up = A link for an account was sent.
    .subject = Open your account
    .body =
        With this address an account was asked for at the Register of Personal Data.
        Open the link and choose a password. The link works for two days.
        If it was not you, do nothing. Without the link no account opens.
notice-sign_up_known = Another account was asked for with your address.
    .subject = You have an account already
    .body =
        Somebody asked for a new account with your address.
        You have one already, so no new one was opened.
        If it was you, sign in. If you forgot the password, ask for a new one.
        If it was not you, do nothing. Nothing has changed.
notice-recovery_code_used = Somebody signed in with a recovery code.
    .subject = A recovery code was used
    .body =
        Your account was entered with a code from paper instead of the phone.
        This code no longer works. Your account page shows how many are left.
        If it was not you who did this, write to an administrator at once.
notice-welcome = Your account is open.
    .subject = Your account is open
    .body =
        You now have an account at the Register of Personal Data.
        Add your organisation next and start an application to register it.
notice-totp_enabled = The second step of signing in is on.
    .subject = The second step of signing in is on
    .body =
        Signing in now needs your password and a code from your phone.
        If it was not you who did this, write to an administrator at once.
notice-confirm_due = It is time to check the entry: { $title }.
    .subject = Please check your entry in the Register
    .body =
        This entry has not been confirmed for a long time: { $title }.
        If all is still true, confirm it. If something changed, send an application for a change.
        Term: { $due }.
notice-alert_ask = A link that confirms letters was sent.
    .subject = Confirm letters about changes
    .body =
        With this address letters were asked for about changes of the Register of Personal Data.
        Open the link to see the search, and confirm it there.
        If it was not you, do nothing. Your address will be deleted.
notice-alert = There is something new for your search: { $search }.
    .subject = New in the Register: { $search }
    .body =
        These entries are new or have changed and fit your search: { $search }.
        How many: { $total }.

        { $entries }

        To change or stop the letters: { $own }

mail-greeting = Dear { $name },
mail-greeting-plain = Good day,
mail-link = Open it here: { $url }
mail-footer =
    The Register of Personal Data sent this mail automatically. Please do not answer it.
    Never tell anybody your password or code; we never ask for them.
