"""Agencies, memberships of regional agencies, teams, and the roles that people hold."""

__all__: list[str] = []
