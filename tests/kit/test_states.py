"""A state table is checked when it is declared."""

from enum import StrEnum

import pytest

from kit.states import check_moves


class Light(StrEnum):
    RED = "red"
    GREEN = "green"


def test_a_state_left_out_is_found():
    with pytest.raises(TypeError, match="leaves out"):
        check_moves("Lamp", {Light.RED: set()}, None)


def test_a_state_out_of_reach_is_found():
    with pytest.raises(TypeError, match="never reaches"):
        check_moves("Lamp", {Light.RED: set(), Light.GREEN: {Light.RED}}, Light.RED)


def test_a_complete_table_passes():
    check_moves("Lamp", {Light.RED: {Light.GREEN}, Light.GREEN: {Light.RED}}, Light.RED)
