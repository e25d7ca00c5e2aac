"""A journey is the fold of dated events: states, transition tables, and the fold itself."""
