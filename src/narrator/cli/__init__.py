"""Click commands; the only place for clock, environment, exit codes and colour."""
