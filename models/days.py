"""The first and the last day that can be asked for or planned; what lies beyond is a slip of the pen."""

from datetime import date

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
