"""Where our field ends: people, the desk, privacy, worry; a topic a file."""
