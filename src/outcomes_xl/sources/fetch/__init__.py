"""Get published files: which there are and where, fetched into the user's folder, and what came of each.

file_list.py     the files by publisher, as data/sources/published_files.csv has them
kept_files.py    what was fetched before, so that it is not fetched again, and what an officer has put there
fetched.py       what came of each file, and the words for it
get_files.py     the round itself
"""
