"""Icons on a 24 grid: strokes of 1.9, round ends; filled only where a disc is full or half."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

ICONS = {
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "arrow-out": '<path d="M7 17 17 7M9 7h8v8"/>',
    "bent": '<path d="M5 5v6a3 3 0 0 0 3 3h10M14 10l4 4-4 4"/>',
    "bold": '<path d="M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z"/>',
    "bell": '<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 21h4"/>',
    "calendar": '<path d="M4 6.5h16V20H4zM4 11h16M8.5 3.5v5M15.5 3.5v5"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2.5"/>',
    "copy": '<path d="M8 8h12v12H8zM16 8V4H4v12h4"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "curve": '<path d="M4 4v16h16M7.5 15l4-4.5 3 2.5L19.5 7"/>',
    "document": '<path d="M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6.5M9 16.5h6.5"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M4.5 20h15"/>',
    "failure": '<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.2"/>',
    "hand": '<path d="M8 12V6.5a1.4 1.4 0 0 1 2.8 0V11M10.8 10.5v-6a1.4 1.4 0 0 1 2.8 0v6M13.6 10.8V6'
    "a1.4 1.4 0 0 1 2.8 0v6M16.4 9.5a1.4 1.4 0 0 1 2.8 0V14a6.5 6.5 0 0 1-6.5 6.5c-3 0-4.5-1.4-6-4"
    'L4.4 12.8a1.4 1.4 0 0 1 2.4-1.5L8 13"/>',
    "hourglass": '<path d="M7 3.5h10M7 20.5h10M8 3.5V7c0 2.5 4 3.5 4 5s-4 2.5-4 5v3.5M16 3.5V7'
    'c0 2.5-4 3.5-4 5s4 2.5 4 5v3.5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11.500v4.5M12 8v.2"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.700l-1.5 1.500M14 10a4 4 0 0 0-6-.4'
    'l-3 3a4 4 0 0 0 5.7 5.700l1.5-1.5"/>',
    "list": '<path d="M9.5 6H20M9.5 12H20M9.5 18H20M4.5 6h.2M4.5 12h.2M4.5 18h.2"/>',
    "lock": '<path d="M5 11h14v9.500H5zM8 11V8a4 4 0 0 1 8 0v3"/>',
    "mail": '<path d="M3.5 5.500h17v13h-17zM3.5 7l8.5 6.500L20.5 7"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "pause": '<path d="M9 6v12M15 6v12"/>',
    "pencil": '<path d="M5 19l1-4.500L16 4.5 19.5 8 9.5 18zM13.5 7 17 10.5"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/><path d="M3 20c0-4 2.5-6.5 6-6.500s6 2.5 6 6.5'
    'M15.5 5a3.5 3.5 0 0 1 0 6.500M17 14c2.5.7 4 3 4 6"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.500c0-4 3-6.5 7.5-6.500s7.5 2.5 7.5 6.5"/>',
    "pin": '<path d="M12 21c-4.5-5-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2 6-6.5 11z"/>'
    '<circle cx="12" cy="10" r="2.3"/>',
    "play": '<path d="M8 5.500v13l10-6.500z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>',
    "speech": '<path d="M4 5h16v11.500h-9L6.5 20v-3.500H4z"/>',
    "up": '<path d="m6 14.5 6-6 6 6"/>',
    # Outcomes of what residents said: shapes that differ without colour.
    "full": '<circle class="full" cx="12" cy="12" r="8.5" fill="currentColor"/>',
    "half": '<circle cx="12" cy="12" r="8"/><path class="full" d="M12 4a8 8 0 0 0 0 16z"'
    ' fill="currentColor"/>',
    "same": '<circle cx="12" cy="12" r="8.5"/><path d="M8.5 10.200h7M8.5 13.800h7"/>',
    "empty": '<circle cx="12" cy="12" r="8"/>',
    "barred": '<circle cx="12" cy="12" r="8"/><path d="m6.5 17.5 11-11"/>',
    "joined": '<circle cx="8.7" cy="12" r="5.5"/><circle cx="15.3" cy="12" r="5.5"/>',
}  # fmt: skip


def icon(name: str, label: str = "") -> SafeString:
    """One icon as inline SVG: decorative beside its word, or named when it stands alone."""
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308 - own drawing, escaped label
        f'<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none"'
        f' stroke="currentColor" {named}>{ICONS[name]}</svg>'
    )
