"""OEM: what headquarters does. Standards, today's picture, reminders. Never imports the dealer's side."""
