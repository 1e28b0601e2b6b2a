"""Languages in which people speak here, each under its own name; an invitation in some of them."""

# The names are not translated: each is read by those who speak it. « Other » is left unsaid.
LANGUAGES = {
    "fr": "Français", "ar": "العربية", "bm": "Bamanankan", "buc": "Kibushi", "de": "Deutsch",
    "en": "English", "es": "Español", "fa": "فارسی", "ff": "Pulaar", "gcf": "Kréyòl (Antilles)",
    "gcr": "Kriyòl gwiyannen", "hy": "Հայերեն", "it": "Italiano", "ka": "ქართული",
    "kab": "Taqbaylit", "ln": "Lingála", "pl": "Polski", "ps": "پښتو", "pt": "Português",
    "rcf": "Kréol rényoné", "ro": "Română", "ru": "Русский", "snk": "Sooninke",
    "so": "Soomaali", "sq": "Shqip", "sr": "Srpski", "swb": "Shimaore", "ta": "தமிழ்",
    "ti": "ትግርኛ", "tr": "Türkçe", "uk": "Українська", "ur": "اردو", "vi": "Tiếng Việt",
    "wo": "Wolof", "zh": "中文",
}  # fmt: skip
CODE_LENGTH = 3
# « Write in your own language », for who would not dare to.
WELCOME = (
    ("ar", "rtl", "اكتبوا بلغتكم"),
    ("tr", "ltr", "Kendi dilinizde yazın"),
    ("pt", "ltr", "Escreva na sua língua"),
    ("en", "ltr", "Write in your own language"),
    ("es", "ltr", "Escriba en su idioma"),
    ("swb", "ltr", "Shimaore: karibu"),
)


def choices() -> list[tuple[str, str]]:
    """The languages for a form, the unsaid one first."""
    return [("", "—"), *LANGUAGES.items()]
