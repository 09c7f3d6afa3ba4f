"""Jobs done whole: what is needed is fetched, the job is done, the file is written or nothing is."""
