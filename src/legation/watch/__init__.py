"""Watching feeds: what is new is fetched gently, read once, and told where it changes the state of things."""
