"""`python -m outcomes_xl` is the command line."""

from outcomes_xl.cli.main import main

main()
