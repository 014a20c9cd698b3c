"""Dealer: what a store does. Imports, customers, deliveries, workshop, callbacks."""
