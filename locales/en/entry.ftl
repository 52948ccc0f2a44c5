entry-nothing-said = Nothing is said here.
entry-no-difference = There is no difference.
entry-remark = The registrar’s remark:

# A forgotten value
redacted-value = forgotten: { $date } ({ $ground })
redacted-title = Values of this entry were forgotten
redacted-final = This cannot be undone
redacted-proof = The value is gone from our database, files and log. Proofs given before can be checked as ever.
redacted-copies = Copies that others took before cannot be recalled. That goes for printed extracts and mirrors of the log too.
redacted-place-source = Source
