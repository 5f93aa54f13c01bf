"""Our channels inside Rasa: what may come in, what is screened first, what goes out."""
