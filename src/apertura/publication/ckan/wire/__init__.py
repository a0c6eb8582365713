"""One request to a portal: settings, sessions, patience, uploads and downloads in constant memory."""
