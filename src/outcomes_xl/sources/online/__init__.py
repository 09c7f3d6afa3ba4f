"""The national statistics services: one shared client, one small module a service."""
