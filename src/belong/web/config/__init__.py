"""How the service is put together: settings from the environment, addresses, and serving."""

__all__: list[str] = []
