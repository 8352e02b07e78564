"""Small Streamlit apps that draw the same map in other ways."""
