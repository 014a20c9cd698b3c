"""The calendar's arithmetic: the base calendar, a store's duty days, its opening hours. No database."""
