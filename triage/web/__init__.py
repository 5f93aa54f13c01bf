"""The desk's pages, rendered on the server."""
