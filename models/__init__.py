"""What is known, and the rules over it."""
