"""The pieces that pages are drawn from."""
