"""Belong: the system that English adoption services run on."""

__all__ = ["__version__"]

__version__ = "0.1.0"
