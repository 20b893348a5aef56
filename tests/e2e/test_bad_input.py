"""Hostile and broken input at the front door: a clear sentence, nothing lost, nothing executed."""
