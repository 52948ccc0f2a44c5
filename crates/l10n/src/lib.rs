//! Messages, plurals, dates, sorting in Kyrgyz, Russian and English.
