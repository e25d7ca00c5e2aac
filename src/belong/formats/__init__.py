"""Files in and out: one home per format."""
