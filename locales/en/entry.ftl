entry-nothing-said = Nothing is said here.
entry-no-difference = There is no difference.
entry-remark = The registrar’s remark:
