"""`script/infra deploy` and what belongs to it: change sets, secrets, migrations, rolls. The same code against AWS and against the local server."""
