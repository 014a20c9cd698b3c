"""The JSON door's description, to be read and tried: Swagger UI, served by us.

Rules: DATA-2 (an OpenAPI document).
"""
