"""Queries of the knowledge base, a subject a module; ``knowledge.store`` is their front."""
