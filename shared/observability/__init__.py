"""Logs, metrics, health and one trace id from the citizen's click to the letter."""
