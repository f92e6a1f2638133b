import pytest
from pydantic import ValidationError

from services.model.languages import Language, LanguageSkill, Level

SKILLS = [LanguageSkill(language=language, level=level) for language in Language for level in (None, *Level)]


def skill(language, level=None):
    return LanguageSkill(language=language, level=level)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ukrainisch", skill(Language.UKRAINIAN)),
        ("Ukrainisch (B2)", skill(Language.UKRAINIAN, Level.B2)),
        ("ukrainisch (b2)", skill(Language.UKRAINIAN, Level.B2)),
        ("Ukrainisch(B2)", skill(Language.UKRAINIAN, Level.B2)),
        (" Ukrainisch ( B2 ) ", skill(Language.UKRAINIAN, Level.B2)),
        ("Ukrainisch (Muttersprache)", skill(Language.UKRAINIAN, Level.NATIVE)),
        ("Ukrainian (Native)", skill(Language.UKRAINIAN, Level.NATIVE)),
        ("Ukrainisch ()", skill(Language.UKRAINIAN)),
        ("Kurdisch (Sorani)", skill(Language.SORANI)),
        ("Kurdisch (Sorani) (B1)", skill(Language.SORANI, Level.B1)),
        ("kurdish (kurmanji) (C1)", skill(Language.KURMANJI, Level.C1)),
        ("Deutsche Gebärdensprache", skill(Language.GERMAN_SIGN)),
        (Language.ARABIC, skill(Language.ARABIC)),
        ({"language": "Arabisch", "level": "A1"}, skill(Language.ARABIC, Level.A1)),
    ],
)
def test_language_skill_reads_what_a_cell_holds(typed, expected):
    assert LanguageSkill.model_validate(typed) == expected


@pytest.mark.parametrize(
    "typed",
    ["", "Klingonisch", "Ukrainisch (B7)", "Ukrainisch B2", "(B2)", "Kurdisch", "Ukrainisch (B2) (C1)", "x" * 10_000],
)
def test_language_skill_refuses_what_is_on_no_list(typed):
    with pytest.raises(ValidationError) as caught:
        LanguageSkill.model_validate(typed)
    assert [one["type"] for one in caught.value.errors()] == ["language"]


def test_language_skill_refusal_names_what_was_typed():
    with pytest.raises(ValidationError) as caught:
        LanguageSkill.model_validate("Klingonisch (B2)")
    assert caught.value.errors()[0]["ctx"] == {"typed": "Klingonisch (B2)"}


def test_language_skills_all_read_their_own_cell():
    assert [LanguageSkill.model_validate(str(one)) for one in SKILLS] == SKILLS


@pytest.mark.parametrize(
    ("level", "expected"),
    [(Level.B2, "Ukrainisch (B2)"), (Level.NATIVE, "Ukrainisch (Muttersprache)"), (None, "Ukrainisch")],
)
def test_language_skill_has_the_text_of_its_cell(level, expected):
    assert str(skill(Language.UKRAINIAN, level)) == expected


def test_levels_rise_in_the_order_of_the_list():
    assert [level.value for level in sorted(Level, key=lambda one: one.rank)] == [
        "A1",
        "A2",
        "B1",
        "B2",
        "C1",
        "C2",
        "Muttersprache",
    ]
