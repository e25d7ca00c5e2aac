"""The demo: a made-up region loaded through the doors that a real one comes through."""

from belong.web.demo.load import load_demo

__all__ = ["load_demo"]
