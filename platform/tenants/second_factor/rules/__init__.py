"""What a code is and how a secret is kept, without a database."""
