"""Realistic content in quantity, for load work: never shown to real visitors."""
