"""The recorder: the stage as the room forwards it, remuxed without decoding a picture, kept in two-second objects."""
