"""What every screen shares: the shell, sign-in, CSRF, commands answered once, live pictures."""
