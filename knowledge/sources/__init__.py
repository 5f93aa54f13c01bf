"""One module an official release: read as published, derive compact facts, load those."""
