"""The field itself in pure Python: values in, values out; no files, no clock, no network."""

__all__: list[str] = []
