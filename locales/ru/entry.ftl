entry-nothing-said = Ничего не указано.
entry-no-difference = Различий нет.
entry-remark = Замечание регистратора:
