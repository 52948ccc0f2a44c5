findings-none = The meaning checks found nothing.
findings-title = Look at this before sending
findings-more = Why, and how to mend it
findings-go = Go to the field
severity-mistake = mistake
severity-doubt = doubt
severity-advice = advice

check-special_not_marked = “{ $item }” is special data but is not marked so.
    .why = Health, biometrics, ethnicity and beliefs are special categories (art. 8).
    .repair = Answer “yes” to the question about special data in this row.

check-special_without_ground = “{ $item }” is special data, but its ground is weak: { $ground }.
    .why = Special data need consent, a law, or protection of the person's interests (art. 8).
    .repair = Change the ground or obtain consent. Otherwise do not collect these data.

check-special_without_measures = There are special data, but few strong measures: { $found }.
    .why = Special data must be protected more strongly (art. 21).
    .repair = Tick at least { $least } strong measures: encryption, access control, action log.

check-special_open_access = Special data are kept in an open regime.
    .why = The holder must keep data confidential (art. 6).
    .repair = Change the storage regime, for example to access by role.

check-biometrics_without_ground = “{ $item }” is biometric, but the ground is: { $ground }.
    .why = People cannot change their biometrics, so consent or a law is needed (art. 8).
    .repair = Obtain consent or name the law. Consider working without biometrics.

check-biometrics_unprotected = There is “{ $item }”, but encryption is not ticked.
    .why = The Agency counts biometrics among data that need extra security (art. 21).
    .repair = Tick “encryption” or “pseudonymisation”.

check-bank_details_unprotected = There is “{ $item }”, but no measure that protects it.
    .why = The Agency counts bank details among data that need extra security (art. 21).
    .repair = Add access control, encryption or a safe.

check-item_without_purpose = “{ $item }” serves no purpose.
    .why = Data are collected only for a definite purpose (art. 4).
    .repair = Tick the purpose it serves, or remove this row.

check-purpose_without_items = No data serve the purpose “{ $purpose }”.
    .why = It must be visible which data each purpose needs (art. 4).
    .repair = Tick this purpose in the list of data, or remove it.

check-purposes_same = The purpose “{ $purpose }” is written twice.
    .why = A purpose is written once, so that its ground is clear (art. 4).
    .repair = Remove the double, or say how the two differ.

check-purpose_general = The purpose “{ $purpose }” is too general.
    .why = People must understand from it why their data are needed (art. 4).
    .repair = Say what you do: “treating the patient”, “paying salaries”.

check-items_many = The one purpose “{ $purpose }” uses { $count } kinds of data.
    .why = Only what the purpose needs is collected (art. 4).
    .repair = Remove what is not needed, or split the purpose.

check-category_twice = “{ $item }” is written twice.
    .why = Each kind of data stands in the list once (art. 30).
    .repair = Join the rows: tick sources and purposes together.

check-marketing_needs_less = “{ $item }” is hardly needed for advertising or news.
    .why = Contact details are enough for “{ $purpose }” (art. 4).
    .repair = Untick the advertising purpose for these data.

check-words_of_category = “{ $words }” is in the classifier already: { $category }.
    .why = A code makes searching and comparing easier (art. 30).
    .repair = Choose this kind from the list instead of own words.

check-consent_not_asked = The purpose “{ $purpose }” rests on consent, but nothing shows how it is asked.
    .why = Consent is free and conscious, and must be provable (art. 9).
    .repair = Tick a consent form, an application form or a contract under informing.

check-law_not_named = The ground of “{ $purpose }” is a law, but it is not named.
    .why = A body's competence is set by law (art. 5).
    .repair = Write the name and article of the law or resolution.

check-competence_of_private = The ground “{ $ground }” hardly fits this holder: { $kind }.
    .why = This ground is for state and local bodies (art. 5).
    .repair = Choose another ground: consent or legitimate interest.

check-term_unlimited = The storage term is said to be unlimited.
    .why = Data are kept no longer than the purpose needs (art. 4).
    .repair = Write a term and the day it starts. If a law demands it, name the law.

check-term_vague = The end of the term is unclear: “{ $words }”.
    .why = People must know when their data will be destroyed (art. 4).
    .repair = Name an event or a date: “5 years after the contract ends”.

check-duration_without_event = It is not said from which day the term runs.
    .why = A term without a start cannot be counted (art. 30).
    .repair = Choose an event, for example the end of employment.

check-term_very_long = The storage term is very long: { $amount } ({ $unit }).
    .why = Data are kept no longer than the purpose needs (art. 4).
    .repair = Shorten the term, or name the law that demands it.

check-term_long_job_applicants = Data of job applicants are kept long: { $amount } ({ $unit }).
    .why = After a refusal these data are soon not needed (art. 4).
    .repair = Write a shorter term, for example 1 year after the decision.

check-term_long_visitors = Data of visitors are kept long: { $amount } ({ $unit }).
    .why = A short term is usually enough for visitor records (art. 4).
    .repair = Write a shorter term, for example 1 year.

check-term_long_cctv = Video recordings are kept long: { $amount } ({ $unit }).
    .why = A few weeks are usually enough for video surveillance (art. 4).
    .repair = Write a shorter term, for example 30 days.

check-event_not_of_subjects = The start of the term does not fit these people: { $event }.
    .why = The event must happen to the people in the array (art. 30).
    .repair = Choose another event, or complete the groups of people.

check-foreign_storage = Cross-border is “no”, but the data are stored abroad: { $country }.
    .why = Storage abroad is a cross-border transfer (art. 25).
    .repair = Answer “yes” and give the country and the ground.

check-foreign_processor = Cross-border is “no”, but “{ $name }” is abroad: { $country }.
    .why = Giving data to a processor abroad is a cross-border transfer too (art. 25).
    .repair = Answer “yes” and add this transfer.

check-foreign_recipient = Cross-border is “no”, but recipient { $number } is abroad: { $country }.
    .why = Giving data to a recipient abroad is a cross-border transfer (art. 25).
    .repair = Answer “yes” and add this transfer.

check-foreign_holder = The holder's address is abroad: { $country }. Yet cross-border is “no”.
    .why = Data that go to the holder's country cross the border (art. 25).
    .repair = Check where the data are, and correct the answer.

check-foreign_holder_mail = The organisation's mail is on a server abroad: { $domain } ({ $country }).
    .why = Personal data sent by mail may cross the border (art. 25).
    .repair = Send no personal data by this mail, or answer “yes”.

check-foreign_responsible_mail = The responsible person's mail is on a server abroad: { $domain } ({ $country }).
    .why = Personal data sent by mail may cross the border (art. 25).
    .repair = Give the organisation's mail, or change the cross-border answer.

check-foreign_cloud = Cross-border is “no”, but the data are kept in a cloud.
    .why = Servers of a cloud often stand in another country (art. 25).
    .repair = Find out where the cloud is. If it is abroad, answer “yes”.

check-foreign_collection = Cross-border is “no”, but data are collected like this: { $method }.
    .why = Messengers and site analytics usually use servers abroad (art. 25).
    .repair = Find out where the servers are, and correct the answer.

check-foreign_place_not_listed = { $country } is not among the cross-border transfers.
    .why = Storage and processors abroad are listed too (art. 25).
    .repair = Add a transfer to this country.

check-transfers_despite_no = Cross-border is “no”, but transfers are written.
    .why = The answer and the list contradict each other (art. 25).
    .repair = Answer “yes”, or remove the transfers.

check-transfers_missing = Cross-border is “yes”, but there is no transfer.
    .why = Country, recipient and ground must be given (art. 25).
    .repair = Add at least one transfer.

check-transfer_inside = A transfer inside the country is written: { $country }.
    .why = A transfer inside the country is not cross-border (art. 25).
    .repair = Move this recipient to “Recipients”.

check-transfer_without_consent = The ground of the transfer is consent, but nobody seems to ask: { $country }.
    .why = If consent is the ground, it must be obtained and kept (art. 25).
    .repair = Introduce a consent form, or choose another ground.

check-transfer_adequacy = Adequate protection is claimed, but no act is known: { $country }.
    .why = An act says which countries protect adequately (art. 25).
    .repair = Choose another ground, or name the act.

check-recipient_not_registered = The recipient is not in the Register: { $number }.
    .why = Another holder must be named exactly (art. 24).
    .repair = Check the number, or choose a category of recipient.

check-recipient_excluded = The recipient was excluded from the Register: { $number }.
    .why = An excluded holder may no longer receive data (art. 24).
    .repair = Find out who receives the data now.

check-recipient_self = The holder itself is given as recipient: { $number }.
    .why = A recipient is somebody else (art. 24).
    .repair = Remove this row, or name another recipient.

check-recipient_without_ground = The ground for giving data to the recipient is missing.
    .why = Giving data to a third party needs a ground (art. 24).
    .repair = Choose a ground for each recipient.

check-recipient_items_unknown = A recipient gets data that are not in the list.
    .why = What is not collected cannot be given (art. 30).
    .repair = Tick the recipient's data again.

check-recipient_gets_care = “{ $item }” goes to this recipient: { $recipient }.
    .why = Such data should not go to a wide circle (art. 24).
    .repair = Tick only the data the recipient needs.

check-transfer_operation_missing = There are recipients, but “transfer” is not ticked.
    .why = Ways of processing are given in full (art. 30).
    .repair = Tick “transfer” among the operations.

check-processor_without_contract = The contract with “{ $name }” is not given.
    .why = A processor acts only under a contract (art. 17 «в»).
    .repair = Write the number and date of the contract.

check-informing_missing = It is not said how people learn of it.
    .why = The way of informing is a required field of the Register (art. 30).
    .repair = Tick at least one way.

check-informing_only_verbal = People are told only by word of mouth.
    .why = What was said is hard to prove later (art. 30).
    .repair = Add a written way: a form, a notice or a site.

check-informing_by_law_only = People are not told separately, but “{ $purpose }” does not rest on a law.
    .why = No notice is needed only where a law directly demands processing (art. 24).
    .repair = Tick another way of informing.

check-measures_organisational = No organisational measure is ticked.
    .why = Security begins with rules and people (art. 21, Resolution 760).
    .repair = Add a responsible person, training or internal rules.

check-measures_technical = The medium is electronic, but there is no technical measure.
    .why = Electronic data need technical protection (art. 21, Resolution 760).
    .repair = Tick passwords, antivirus, backup or another measure.

check-paper_unprotected = The data are on “{ $medium }”, but there is no physical protection.
    .why = Papers must be kept from strangers (art. 21, Resolution 760).
    .repair = Tick a locked cabinet, a safe or entry control.

check-server_without_access_control = The data are on “{ $medium }”, but access is not limited.
    .why = Only those allowed may see the data (art. 21, Resolution 760).
    .repair = Tick passwords or access control.

check-server_without_backup = The data are on “{ $medium }”, but there is no backup.
    .why = Lost data will have to be recovered (art. 21, Resolution 760).
    .repair = Set up backups and tick them.

check-removable_unencrypted = The data are on “{ $medium }”, with neither encryption nor accounting.
    .why = Such a medium is easily lost (art. 21, Resolution 760).
    .repair = Tick encryption or accounting of media.

check-operations_without_collection = Collection is not among the operations.
    .why = An array begins with collecting or recording data (art. 30).
    .repair = Tick “collection” or “recording”.

check-operations_without_end = Destruction, erasure or anonymisation is not among the operations.
    .why = Data whose term has ended are not kept (art. 4).
    .repair = Tick what you do when the term ends.

check-collection_without_source = Data come from others ({ $method }), but no such source is given.
    .why = Sources must be given (art. 30).
    .repair = In the list of data tick another holder or a state register.

check-source_without_collection = The source is another organisation ({ $source }), but the way of collecting does not show it.
    .why = Source and way must agree (art. 30).
    .repair = Tick “receiving from another holder” or “Tunduk”.

check-children_without_parents = There are data of children ({ $subject }), but parents are no source.
    .why = Data are collected from the person or a trusted person (art. 17 «а»).
    .repair = Tick a parent or legal guardian as source.

check-responsible_private_mail = The responsible person's mail looks private: { $domain }.
    .why = When the person leaves, letters to a private mailbox are lost (art. 17).
    .repair = Give the organisation's mail.

check-array_same_name = An array of this name is registered already: { $number }.
    .why = An array is not registered twice (art. 30).
    .repair = Amend the registered array, or show the difference in the name.

check-array_same_content = Array { $number } is about the same people and holds the same data.
    .why = An array is not registered twice (art. 30).
    .repair = Check that this is really another array.

check-array_name_general = The name “{ $name }” is too general.
    .why = The name must show what the array is about (art. 30).
    .repair = Say about whom: for example, “Patient cards”.

check-array_name_equal = The Kyrgyz and Russian names are the same.
    .why = The Register is read in both languages (art. 30).
    .repair = Write the name in each language.

check-array_mixed_letters = The word “{ $word }” mixes Latin and Cyrillic letters.
    .why = A search will not find such a word (art. 30).
    .repair = Type the word again in one alphabet.

check-array_name_not_kyrgyz = The Kyrgyz name does not look Kyrgyz.
    .why = The name in the state language is required (art. 30).
    .repair = Write the name in Kyrgyz.

check-state_secret_words = The text has words about state secrets.
    .why = An array with state secrets is not registered (art. 30).
    .repair = If there is such information, stop and do not enter it here.

check-person_number_in_words = The text has a number that looks like a person's number.
    .why = The Register describes arrays and holds nobody's data (art. 30).
    .repair = Remove this number from the text.

check-identifier_in_use = A holder with this identifier is registered already: { $number }.
    .why = An organisation stands in the Register once (art. 30).
    .repair = Check the number. If this is your organisation, join it.

check-holder_same_name = A holder of this name is registered already: { $number }.
    .why = An organisation stands in the Register once (art. 30).
    .repair = Check that this is another organisation.

check-inn_date = The date inside the INN looks wrong.
    .why = Digits 2–9 of an INN show the date of registration.
    .repair = Compare the INN with the document.

check-inn_future = The date inside the INN has not come yet.
    .why = Digits 2–9 of an INN show the date of registration.
    .repair = Compare the INN with the document.

check-inn_personal = This INN looks like a person's number, not an organisation's.
    .why = An organisation's INN usually begins with 0.
    .repair = Give the organisation's INN. A personal number must not stand here.

check-okpo_repeated = The OKPO code looks invented.
    .why = The OKPO code is given by the statistics office.
    .repair = Copy the code from the document, or leave the field empty.

check-holder_name_equal = The Kyrgyz and Russian names are the same.
    .why = The Register is read in both languages (art. 30).
    .repair = Copy the name in both languages from the charter.

check-holder_mixed_letters = The word “{ $word }” mixes Latin and Cyrillic letters.
    .why = A search will not find such a word (art. 30).
    .repair = Type the word again in one alphabet.

check-holder_person_number = The text has a number that looks like a person's number.
    .why = Personal numbers have no place in the Register (art. 30).
    .repair = Remove this number from the text.

check-holder_state_secret_words = The text has words about state secrets.
    .why = Such information is not entered in the Register (art. 30).
    .repair = Remove it.

check-ownership_of_body = Kind and form of ownership do not agree: { $kind }, { $ownership }.
    .why = Public bodies are state or municipal property (art. 30).
    .repair = Correct one of the two.

check-district_not_in_region = The district is not in this region: { $district }, { $region }.
    .why = The address is a required detail of the holder (art. 30).
    .repair = Correct the region or the district.

check-place_not_in_district = The place is not in this district: { $place }, { $district }.
    .why = The address is a required detail of the holder (art. 30).
    .repair = Correct the district or the place.

check-postcode_not_of_country = The postcode does not look Kyrgyz: { $postcode }.
    .why = Postcodes of Kyrgyzstan begin with 7.
    .repair = Check the postcode.

check-postcode_not_of_bishkek = The postcode does not look like one of Bishkek: { $postcode }.
    .why = Postcodes of Bishkek begin with 720.
    .repair = Check the postcode or the region.

check-phone_without_country = The telephone has no country code: { $phone }.
    .why = People abroad must be able to call too (art. 30).
    .repair = Put +996 before the number.

check-web_unlike_mail = Site and mail addresses differ: { $site }, { $domain }.
    .why = An address may have been copied wrongly (art. 30).
    .repair = Check both addresses.

check-body_private_mail = The body uses a general mail service: { $domain }.
    .why = General mail may not be confidential (art. 6).
    .repair = Give a mail address on the body's own domain.

check-policy_missing = No processing policy is attached.
    .why = A holder must have a processing policy (art. 4 part 2).
    .repair = Give a link to the policy, or attach the file.

check-contact_missing = It is not said how people reach the organisation.
    .why = People have the right to learn about their data (art. 10).
    .repair = Give a telephone, an e-mail or reception hours.

check-subordination_self = The organisation is said to be subordinate to itself.
    .why = Subordination means another organisation (art. 30).
    .repair = Give the number of the body above, or clear the field.

check-subordination_unknown = The body above is not in the Register: { $number }.
    .why = Subordination is a detail of the holder (art. 30).
    .repair = Check the number, or write the name in words.
