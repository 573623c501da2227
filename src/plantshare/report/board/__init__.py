"""What stands on the plan board: lines, bars, works, load and shifts, each in its place."""
