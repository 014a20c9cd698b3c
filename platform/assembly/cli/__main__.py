"""`python -m assembly.cli` is `sanqi`."""

from assembly.cli.main import main

main()
