"""The one HTTP client: for the central file, for the national services, and for files that are downloaded.

    secrets.py       texts that must not be shown, and logs that do not show them
    one_request.py   a request over the wire, its answer taken in whole and proved whole
    http_client.py   tried again where that may help, as often and as late as each host asks for; downloads resumed
    kept_answers.py  answers kept on disk, with their age

It says why no answer came as a value (`Why`); the words for officers are with those who know what was asked for.
"""
