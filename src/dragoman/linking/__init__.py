"""Across reports: the same story told again."""

from dragoman.linking.copies import link_copies

__all__ = ["link_copies"]
