"""The channels inside Rasa: what goes in is made safe, what comes out keeps its shape."""
