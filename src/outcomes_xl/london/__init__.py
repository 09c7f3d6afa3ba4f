"""Many boroughs' workbooks as one picture: values only. What reads files, writes them or draws is elsewhere."""
