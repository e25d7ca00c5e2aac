"""The web service. The only package of Belong that imports Django; needs the extra `web`."""

__all__: list[str] = []
