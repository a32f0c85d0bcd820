"""`python -m warmonitor`."""

import sys

from warmonitor.cli import main

if __name__ == "__main__":
    sys.exit(main())
