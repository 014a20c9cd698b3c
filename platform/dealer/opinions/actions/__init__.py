"""Every write of opinions: taking in, assigning, answering, telling the customer, archiving."""
