"""Adopting families: the household, its applications, and what is folded for lists."""

__all__: list[str] = []
