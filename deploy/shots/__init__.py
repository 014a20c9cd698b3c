"""`make shots`: a picture of every page of every demo account, at a desk's and a phone's width, into shots/.

Which pages there are is found by following links from the menu (`crawl`), so that a new page is photographed by itself.
Words: kind (pages that look alike: one rule, the same filters), example (one page of a kind).
"""
