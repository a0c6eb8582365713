"""``datapackage.yaml`` and its CSV files to catalogues, and to who reports and when."""
