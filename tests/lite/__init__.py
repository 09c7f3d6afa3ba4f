"""The Lite edition: scripts and functions in Excel's pane, over a stand-in for the pane, in real Pyodide too."""
