"""The counselors' desk: what is handed over to people, and the screen that puts safety first."""
