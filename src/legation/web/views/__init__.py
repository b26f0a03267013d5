"""The views: one file each, with a template of the same name."""
