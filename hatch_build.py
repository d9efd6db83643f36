"""Puts the migrations and the packs into the wheel; an editable install sees the checkout's own.

Plain `force-include` would copy them into site-packages for an editable install
too, where they would grow old.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Carry(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own default
    """The build hook that pyproject.toml names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders, where `spacetimeline.paths` looks for them."""
        if version == "standard":
            build_data["force_include"].update(
                {"alembic": "spacetimeline/_alembic", "fixtures": "spacetimeline/_fixtures"}
            )
