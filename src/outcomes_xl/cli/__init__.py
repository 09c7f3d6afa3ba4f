"""The command line: the officers' commands, the lead's, and what every command shares."""
