"""Files to batches of cells, record by record as Python's csv module reads them; no reader repairs anything."""
