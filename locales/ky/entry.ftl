entry-nothing-said = Эч нерсе жазылган эмес.
entry-no-difference = Айырма жок.
entry-remark = Каттоочунун сын-пикири:
