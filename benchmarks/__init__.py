"""What we measure. One conversation may ask far more often here than a person may."""

import os

os.environ.setdefault("LATTICE_LIMIT_CONVERSATION", "0")
