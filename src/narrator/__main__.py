"""`python -m narrator`."""

from narrator.cli.main import main

if __name__ == "__main__":
    main()
