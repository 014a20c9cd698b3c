"""People: accounts of one tenant and the positions they hold.

Words: account (belongs to one tenant), position holding (from, to).
Tables: accounts, position_holdings (OwnSide: a store's or headquarters' own).
Rules: ORG-5 (several positions a person, several people a position, dates), §13.
"""
