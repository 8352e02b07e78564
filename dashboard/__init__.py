"""What people see and start: pages, maps, actions and the command line."""
