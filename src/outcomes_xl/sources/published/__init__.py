"""Published files: read as they are, one module a publisher, and judged for one borough."""
