"""What is printed or sent: documents. Plain values in, bytes out; no screens here."""
