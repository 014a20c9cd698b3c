"""Every write of complaints: taking in, classifying, assigning, contact, answer, closing."""
