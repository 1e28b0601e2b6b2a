"""The pictures of the plan: inside their frame, in words for who does not see them."""

import re
from datetime import date

from drawing.arcs import Arc, Node, arcs
from drawing.quarters import Plan, quarters, quarters_between

TODAY = date(2026, 11, 24)


def test_nothing_dated_and_nothing_linked_is_no_picture():
    assert quarters([Plan(1, "Jardin")], title="T", today=TODAY) == ""
    assert arcs([Node(1, "Jardin")], [], title="T") == ""


def test_bars_dots_and_dotted_lines_stay_inside_the_frame():
    rows = [
        Plan(1, "Jardin & cour", date(2026, 1, 1), date(2026, 12, 31)),
        Plan(2, "Sans fin", date(2019, 5, 1)),
        Plan(3, "Sans début", None, date(2031, 2, 1)),
        Plan(4, "Sans date"),
    ]
    drawn = quarters(rows, title="Plan", today=TODAY)

    assert (drawn.count('class="bar"'), drawn.count('class="target"')) == (1, 2)
    assert "1. Jardin &amp; cour; 2. Sans fin" in drawn and "Sans date" not in drawn
    assert all(0 <= float(x) <= 340 for x in re.findall(r"(?: x=\"|[MH])([\d.]+)", drawn))


def test_quarters_follow_each_other_over_the_year():
    assert quarters_between(date(2026, 11, 1), date(2027, 4, 1)) == [
        (2026, 4),
        (2027, 1),
        (2027, 2),
    ]


def test_arcs_name_what_they_link_and_leave_out_what_stands_alone():
    nodes = [Node(1, "<b>"), Node(2, "Seule"), Node(3, "Accueil")]
    drawn = arcs(nodes, [Arc(1, 3), Arc(3, 1)], title="Liens")

    assert drawn.count('class="dot"') == 2 and drawn.count("arrowhead") == 2
    assert "&lt;b&gt; → Accueil; Accueil → &lt;b&gt;" in drawn and "<b>" not in drawn
