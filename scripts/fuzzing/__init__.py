"""What scripts/fuzz, scripts/seeds and scripts/coverage are made of."""
