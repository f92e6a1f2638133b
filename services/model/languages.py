"""Languages as offices here name them, levels of the European framework, and one person's skill in one language."""

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from services.model.words import N_, Word


class Language(Word):
    """Languages that volunteers speak or people ask for, the frequent ones first."""

    GERMAN = "Deutsch", "German"
    UKRAINIAN = "Ukrainisch", "Ukrainian"
    RUSSIAN = "Russisch", "Russian"
    ARABIC = "Arabisch", "Arabic"
    TURKISH = "Türkisch", "Turkish"
    PERSIAN = "Persisch (Farsi)", "Persian (Farsi)"
    DARI = "Dari", "Dari"
    PASHTO = "Paschtu", "Pashto"
    KURMANJI = "Kurdisch (Kurmandschi)", "Kurdish (Kurmanji)"
    SORANI = "Kurdisch (Sorani)", "Kurdish (Sorani)"
    POLISH = "Polnisch", "Polish"
    ENGLISH = "Englisch", "English"
    FRENCH = "Französisch", "French"
    SPANISH = "Spanisch", "Spanish"
    PORTUGUESE = "Portugiesisch", "Portuguese"
    ITALIAN = "Italienisch", "Italian"
    ROMANIAN = "Rumänisch", "Romanian"
    BULGARIAN = "Bulgarisch", "Bulgarian"
    ALBANIAN = "Albanisch", "Albanian"
    SERBIAN = "Serbisch", "Serbian"
    CROATIAN = "Kroatisch", "Croatian"
    BOSNIAN = "Bosnisch", "Bosnian"
    MACEDONIAN = "Mazedonisch", "Macedonian"
    SLOVENE = "Slowenisch", "Slovene"
    GREEK = "Griechisch", "Greek"
    HUNGARIAN = "Ungarisch", "Hungarian"
    CZECH = "Tschechisch", "Czech"
    SLOVAK = "Slowakisch", "Slovak"
    ROMANI = "Romani", "Romani"
    TIGRINYA = "Tigrinya", "Tigrinya"
    AMHARIC = "Amharisch", "Amharic"
    OROMO = "Oromo", "Oromo"
    SOMALI = "Somali", "Somali"
    SWAHILI = "Suaheli", "Swahili"
    HAUSA = "Hausa", "Hausa"
    IGBO = "Igbo", "Igbo"
    YORUBA = "Yoruba", "Yoruba"
    WOLOF = "Wolof", "Wolof"
    FULA = "Fula", "Fula"
    BAMBARA = "Bambara", "Bambara"
    MANDINKA = "Mandinka", "Mandinka"
    LINGALA = "Lingala", "Lingala"
    BERBER = "Berberisch (Tamazight)", "Berber (Tamazight)"
    HEBREW = "Hebräisch", "Hebrew"
    ARMENIAN = "Armenisch", "Armenian"
    ARAMAIC = "Aramäisch", "Aramaic"
    GEORGIAN = "Georgisch", "Georgian"
    AZERBAIJANI = "Aserbaidschanisch", "Azerbaijani"
    CHECHEN = "Tschetschenisch", "Chechen"
    BELARUSIAN = "Belarussisch", "Belarusian"
    KAZAKH = "Kasachisch", "Kazakh"
    UZBEK = "Usbekisch", "Uzbek"
    TAJIK = "Tadschikisch", "Tajik"
    TURKMEN = "Turkmenisch", "Turkmen"
    KYRGYZ = "Kirgisisch", "Kyrgyz"
    UYGHUR = "Uigurisch", "Uyghur"
    URDU = "Urdu", "Urdu"
    HINDI = "Hindi", "Hindi"
    PUNJABI = "Pandschabi", "Punjabi"
    BENGALI = "Bengalisch", "Bengali"
    TAMIL = "Tamil", "Tamil"
    SINHALA = "Singhalesisch", "Sinhala"
    MALAYALAM = "Malayalam", "Malayalam"
    TELUGU = "Telugu", "Telugu"
    NEPALI = "Nepali", "Nepali"
    CHINESE = "Chinesisch", "Chinese"
    VIETNAMESE = "Vietnamesisch", "Vietnamese"
    THAI = "Thailändisch", "Thai"
    INDONESIAN = "Indonesisch", "Indonesian"
    TAGALOG = "Tagalog", "Tagalog"
    JAPANESE = "Japanisch", "Japanese"
    KOREAN = "Koreanisch", "Korean"
    MONGOLIAN = "Mongolisch", "Mongolian"
    QUECHUA = "Quechua", "Quechua"
    LITHUANIAN = "Litauisch", "Lithuanian"
    LATVIAN = "Lettisch", "Latvian"
    ESTONIAN = "Estnisch", "Estonian"
    DUTCH = "Niederländisch", "Dutch"
    FINNISH = "Finnisch", "Finnish"
    SWEDISH = "Schwedisch", "Swedish"
    GERMAN_SIGN = "Deutsche Gebärdensprache", "German Sign Language"


class Level(Word):
    """Levels of the Common European Framework, lowest first; native above all."""

    A1 = "A1", "A1 (first words)"
    A2 = "A2", "A2 (simple)"
    B1 = "B1", "B1 (independent)"
    B2 = "B2", "B2 (good)"
    C1 = "C1", "C1 (fluent)"
    C2 = "C2", "C2 (near native)"
    NATIVE = "Muttersprache", "Native"


class LanguageSkill(BaseModel):
    """One language with its level; in a cell `Ukrainisch (Muttersprache)`, without a level just `Ukrainisch`."""

    model_config = ConfigDict(frozen=True)

    language: Language
    level: Level | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:  # noqa: ANN401 - a cell's text or pydantic's own input
        """Read the text of a cell. A language's own name may end in brackets: Kurdisch (Sorani)."""
        if not isinstance(value, str):
            return value
        typed = value.strip()
        name, _, level = typed.removesuffix(")").rpartition("(")
        for language, step in ((typed, None), (name.strip(), level.strip())):
            try:
                return {"language": Language(language), "level": Level(step) if step else None}
            except ValueError:
                continue
        raise PydanticCustomError(
            "language", N_("Write a language as “Ukrainisch (B2)”: “{typed}” is not on the list."), {"typed": typed}
        )

    def __str__(self) -> str:
        """Give the text of the cell."""
        return f"{self.language} ({self.level})" if self.level else str(self.language)
