"""Lets tests of the import find what makes their papers."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
