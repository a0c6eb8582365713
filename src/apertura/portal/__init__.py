"""The stewards' portal: drop a file, read the answer, keep the acuse."""
