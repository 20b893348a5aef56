"""The room of pictures and voices: packets pass through, nothing is decoded."""
