"""`python -m outcomes_xl`, and the command outcomes-xl: the command line, answering Ctrl+C while it is loaded too."""

import sys


def main() -> None:
    """Run the command line. Ctrl+C that no job could answer is answered here: in a sentence, with the exit code 130."""
    try:
        from outcomes_xl.cli.main import main as command_line

        command_line()
    except (KeyboardInterrupt, SystemExit) as ended:
        if isinstance(ended, SystemExit) and ended.code != 130:
            raise
        print("Stopped, as you asked. Run it again whenever you like.", file=sys.stderr)
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
