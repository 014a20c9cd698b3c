"""Rules of identifiers, without a database: VIN, plate, phone, name, and how text is written (CUS-7)."""
