"""Where the national map draws an overseas place: in the insets of data/carte_encarts.json."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

type Point = tuple[float | None, float | None]

DATA = Path(settings.BASE_DIR) / "data"


@dataclass(frozen=True)
class Insets:
    """The scale and shift of each inset; places without a fitted inset stand at its centre."""

    shapes: dict[str, dict[str, object]]

    @classmethod
    def read(cls, folder: Path = DATA) -> "Insets":
        return cls(json.loads((folder / "carte_encarts.json").read_text(encoding="utf-8")))

    def place(self, department: str, lon: float | None, lat: float | None) -> Point:
        """The point on the map, in the map's degrees."""
        inset = self.shapes.get(department)
        if inset is None or lon is None or lat is None:
            return lon, lat
        if "sx" not in inset:
            centre: Any = inset["centre"]
            return float(centre[0]), float(centre[1])
        sx, sy, tx, ty = (float(str(inset[name])) for name in ("sx", "sy", "tx", "ty"))
        return round(lon * sx + tx, 4), round(lat * sy + ty, 4)
