"""The pages in a real browser, under the content security policy."""
