"""What moto's CloudFormation lacks: strict functions, checked properties, change sets that roll back, and the types it doesn't know."""
