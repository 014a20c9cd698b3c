"""The door to figures. It opens without any other slice, since those that change records call it."""

from dealer.figures.actions.changing import day_changed

__all__ = ["day_changed"]
