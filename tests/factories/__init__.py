"""Factories: small worlds for tests, made by the product's own actions and committed for real."""
