"""The door to reminders."""

from oem.reminders.actions import LONGEST_NOTE, remind
from oem.reminders.facts import ReminderSent
from oem.reminders.models import About, Reminder
from oem.reminders.queries import get_own_reminder

__all__ = ["LONGEST_NOTE", "About", "Reminder", "ReminderSent", "get_own_reminder", "remind"]
