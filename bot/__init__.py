"""What talks: dialogue data, channels, the web widget, and the process runner."""
