"""`make bench-media` and `make soak-media`: the media path by numbers, beside other engines and beside the floor."""
