"""The programme's rules, its stores and the office that joins them. No screen, no Streamlit."""
