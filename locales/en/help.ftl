# Short guidance on the pages.

# Start page of the public site
help-start-title = Who holds data about you?
help-start-lead = The Register shows which organisation holds personal data, why and for how long.
help-start-law = Organisations give this information under article 30 of the law.
help-start-honest = The Register holds only descriptions of arrays. Your own data are not here.
help-start-find = Find out who holds data
    .text = Look for a bank, a clinic, a school or another organisation.
    .action = Search the Register
help-start-register = Register your organisation
    .text = If your organisation holds data about people, enter it in the Register.
    .action = See whether you must register
help-start-rights = Know your rights
    .text = You may ask what is held about you, and have mistakes corrected.
    .action = Read about your rights
help-start-for = This service is for citizens, organisations and the Agency.
help-start-example = For example: bank, hospital, school, mobile phone.

# Rights
help-rights-title = Your rights
help-rights-ask = Ask the organisation itself first. It must answer free of charge within one week.
help-rights-correct = If data are wrong, demand a change and show a document that proves it.
help-rights-block = You may demand that the data be blocked while they are checked.
help-rights-agency = If the organisation is silent or refuses, complain to the Agency.
help-rights-court = You may go to court at any time.

# Must I register?
help-must-title = Must your organisation register?
help-must-lead = Answer three questions. The answers are not kept.
help-must-who = For whom do you answer?
    .hint = A state body, a company, a school, a fund: all are organisations. If you are a sole entrepreneur, ask the Agency.
    .organisation = For an organisation
    .person = For myself, for family matters
help-must-keep = Does the organisation hold data about people?
    .hint = A list of staff, customers, patients or pupils is data too. Paper counts, and so do programs.
    .yes = Yes, it does
    .no = No, it holds nobody’s data
help-must-special = Were these data obtained in work of this kind?
    .hint = Prosecution, law enforcement, operative search, intelligence, counter-intelligence or official statistics.
    .yes = Yes, all of them
    .no = No, or only a part
help-must-yes-title = Yes, you must register
    .text = Your organisation is a holder (owner) of a personal data array. Both it and its arrays must be registered.
    .article = Ground: article 30 of the law.
    .next = Open an account and register the organisation first. Then add each array.
help-must-no-title = No, you need not register
    .text = The law leaves personal and family affairs alone. An organisation that holds nobody’s data does not register either.
    .article = Ground: articles 2 and 3 of the law.
    .next = If you begin to collect data about people, come back to these questions.
help-must-exempt-title = You need not register: the Agency does not control such data
    .text = The Agency’s functions do not cover data obtained in such work.
    .article = Ground: the Regulation of the Agency, Resolution No. 325 of 22 December 2021.
    .next = If you have other arrays, such as staff records, those must be registered.

# State secrets
help-secret-question = Does the array hold state secrets?
    .hint = If you are not sure, answer “Yes” and ask whoever is in charge of secrecy.
help-secret-stop-title = This array cannot be registered
    .text = Arrays with state secrets are not registered (article 30).
    .kept = We have kept nothing.
    .next = Do not enter this information here. Go on registering your other arrays.

# Appeal against a refusal
help-appeal-title = How can I appeal against a refusal?
help-appeal-lead = If you do not agree with the decision, there are two ways.
help-appeal-agency = Complain to the Agency
    .text = Complain on paper or electronically. It is free of charge.
    .write = Say to whom it goes, where to send the answer and how to reach you. State the matter, date and sign it.
    .answer = The answer comes in the language you wrote in.
    .papers = Attach the refusal and copies of your documents.
help-appeal-term = The Agency considers a complaint within { $days } working { $days ->
    [one] day
   *[other] days
}.
help-appeal-court = Go to court
    .text = You may go to court at any time. You need not wait for the Agency’s answer.
help-appeal-again = You may also mend what was lacking and send a new application.

# What is published
help-published-title = What is published?
help-published-lead = The Register is open. But not everything you write is published.
help-published-yes = Published
    .organisation = The organisation’s name, numbers, address and contacts
    .array = The array’s purposes, kinds of data, term and recipients
    .posts = The positions of the head and of the responsible person
    .versions = Every version of the entry, with its date
help-published-part = Only the category is published
    .measures = Measures of protection
help-published-no = Not published
    .names = The names of the head and of the responsible person
    .place = The exact place where data are kept
    .measures = Details of the measures of protection
    .contracts = Numbers of contracts with processors
    .casework = Applications, remarks and letters about them
help-published-deleted = No entry is deleted from the Register. An excluded entry stays, with date and ground. Only a single value can be forgotten, on a ground of law, and a mark of it stays.

# When registration is closed
help-closed-title = No new applications are accepted now
    .text = The Register is open for reading only. All registered information is kept.
