# The public Register: search, entries, versions.
register-search-title = Search the Register
    .for = Search: { $text }
register-search-label = Whom or what are you looking for?
    .hint = A bank, a clinic, a school, a number. Letters without their tails are understood too.
register-search-button = Search
register-tabs = What to show
register-tab-all = Everything
register-tab-holders = Holders
register-tab-arrays = Arrays
register-filters = Narrow the search
register-apply = Show
register-chosen = Chosen filters:
register-chip-remove = Remove the filter
register-clear-filters = Remove all filters
register-clear = Begin a new search
register-most-words = No entry has all the words. These have most of them.
register-found = { $n ->
    [0] Nothing was found
    [one] { $n } entry found
   *[other] { $n } entries found
}
register-sort = Order
    .best = best match first
    .newest = last changed first
    .title = by name
    .number = by number
    .fresh = last confirmed first
register-first-page = To the first page
register-next-page = Next page
register-nothing =
    .text = No entry has all these words and filters.
    .try = Try this:
    .spelling = Check how the word is written.
    .fewer = Write fewer words, or a shorter part of a word.
    .filters = Remove a filter.
    .absent = The organisation may not have registered yet.
register-empty = The Register is still empty
    .text = No organisation has been entered yet.
register-axis-region = Region
register-axis-district = District or town
register-axis-holder_kind = Kind of holder
register-axis-sector = Field of work
register-axis-ownership = Form of ownership
register-axis-country = Country
register-axis-subject_category = About whom
register-axis-data_category = Which data
register-axis-ground = Legal ground
register-axis-special = Sensitive data
register-axis-cross_border = Leave the country
register-axis-transfer_country = To which country
register-axis-fresh = Freshness
register-axis-status = State
register-fresh-in_time = confirmed in time
register-fresh-overdue = long not confirmed
register-kind-holder = Holder
register-kind-array = Array
register-special = sensitive data
register-cross-border = leaves the country
register-imported = imported
register-sensitive = sensitive
    .hint = The law guards sensitive data more strictly.
register-all-items = All data of this array.
register-all-purposes = For all purposes.
register-not-registered = not in the Register
register-held-by = Held by:
register-how-many = About how many people:
register-items-caption = Data in this array
register-item = What
register-item-source = Who gives it
register-item-purpose = What for
register-purpose-items = These data are used for it:
register-ground = Ground:
register-gets = Receives:
register-processors = Who works with the data on the holder’s orders
register-recipients-none = The holder gives these data to nobody.
register-abroad-yes = Yes. The data leave the country.
register-abroad-no = No. The data stay in the country.
register-ask-first = If you have a question about your data, ask this organisation first.
register-term-day = { $n } { $n ->
    [one] day
   *[other] days
}
register-term-month = { $n } { $n ->
    [one] month
   *[other] months
}
register-term-year = { $n } { $n ->
    [one] year
   *[other] years
}
register-term-duration = { $term }. Counted from: { $event }.
register-term-until = Until: { $words }
register-term-unlimited = Without limit.
register-arrays-held = Which data does it hold?
register-arrays-none = This organisation has no arrays in the Register.
register-arrays-all = Show all arrays
register-policy-none = The organisation has not given its policy.
register-policy-file = Open the policy
register-excluded = This entry was taken out of the Register
    .when = Date: { $date }
    .ground = Ground: { $ground }
register-import = This entry was imported
    .from = It comes from: { $source }. It may have gaps.
    .text = It comes from another register. It may have gaps.
register-stale = This entry has not been confirmed for long
    .text = The organisation confirmed it { $ago }. It may be out of date.
register-on-day = The entry as it stood on { $date }
register-version-of = Version { $n } of { $all }
register-version-since = It stood so since { $date }.
register-to-current = See the entry as it stands today
register-record = Entry in the Register
register-record-number = Number
register-record-standing = State
register-record-registered = Registered
register-record-confirmed = Last confirmed
register-record-list = List of data
register-record-version = version { $n }
register-record-versions = Versions
register-record-address = Permanent address
register-record-data = For programs
register-contents = On this page
register-versions-link = all versions
register-versions = Versions of the entry
    .caption = All versions, the newest first
register-versions-version = Version
register-versions-act = What happened
register-versions-date = When
register-versions-changes = Changes
register-versions-what = What changed
register-compare = Compare two versions
register-compare-from = The first version
register-compare-to = The second version
register-compare-button = Compare
register-compare-unknown = There is no such version. Choose one from the list.
register-difference = What differs between versions { $from } and { $to }
register-day = On which day do you want to see the entry?
    .hint = Give a day in the past.
    .example = 2026-01-15
    .summary = See the entry as it stood on another day
register-day-button = Show
register-day-unreadable = “{ $typed }” is not a date. Write the year, the month and the day: 2026-01-15.
register-day-future = This day has not come yet. Give today or an earlier day.
register-day-too-early = The entry was not in the Register on that day. It was registered on { $since }.
register-about = What is this?
register-numbers = The Register today
register-last-change = Last change: { $when }
register-quoted = “{ $text }”
follow-title = Hear of what comes later
feed-link = Follow in a feed reader (Atom)
changes-link = All changes of the Register
changes-title = Changes of the Register
changes-lead = Every public change, the newest first.
changes-number = Number: { $number }
changes-found = { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
changes-none = There are no such changes.
changes-narrow = Narrow the list
changes-any = all
changes-of = Of which entries
changes-act = What happened
changes-month = Month
    .hint = The year and the number of the month.
    .example = 2026-01
changes-month-unreadable = “{ $typed }” is not a month. Write the year and the month: 2026-01.
changes-when = When
changes-what = What happened
changes-entry = Entry
changes-list = List of data
changes-place = Place in the log
