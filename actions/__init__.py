"""actions does: it turns one turn of a conversation into questions to knowledge, and a reply."""
