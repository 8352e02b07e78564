"""What pages and the command line both do. No Streamlit here."""
