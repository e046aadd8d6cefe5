"""`python -m adapters` is the `factcheck` command."""

from .cli import main

main()
