"""Example contexts: what every page is shown with in tests. People, stores and figures are made up."""
