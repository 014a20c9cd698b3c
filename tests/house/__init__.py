"""The test house: databases of a run, the recorder of statements. `tests/conftest.py` is its door."""
