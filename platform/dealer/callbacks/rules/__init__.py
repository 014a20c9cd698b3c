"""The arithmetic of callbacks: programmes, wishes, due windows, buckets, the order of the list. No database."""
