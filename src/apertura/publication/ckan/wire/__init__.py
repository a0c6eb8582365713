"""One request to a portal: sessions, patience, uploads and downloads in constant memory."""
