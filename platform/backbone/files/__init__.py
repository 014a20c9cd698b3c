"""Files: uploads and generated documents behind one interface; a local folder by default.

Words: stored file (a row of its tenant; its bytes lie in the file store under the tenant's id).
Tables: stored_files (OwnSide). Rules: architecture §8 (web and workers keep no state of their own).
"""
