"""Sharing: a look through the whole package for what must not leave the borough, and a copy built anew from tables."""
