"""The central file itself: its contents by row id, its earlier releases, its digests, what changed, can it be trusted.

Values only: where a central file is fetched from is hosts/central/, what a lead or an officer does with one is jobs/.
"""
