"""What detail templates show: plain data made from pages, terms and cards."""
