"""What LocalStack from PyPI needs to run without a container engine."""
