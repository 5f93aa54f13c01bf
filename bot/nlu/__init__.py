"""Our own NLU components, in Rasa's Python: entities by a CRF, intents by sentence vectors."""
