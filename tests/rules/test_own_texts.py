import pytest

from services import texts
from services.gaps import GAP, GAPS, filled
from services.messages import delivered, letter_for, own_text
from services.model.course_errors import TextMissing, UnknownGap
from services.model.course_lists import MessageKind
from services.model.errors import ChangedMeanwhile
from services.model.letters import Template, TemplateForm
from services.model.lists import Channel
from tests.rules.cast import NOW, again, draft, workbook

EVERY = [(kind, channel) for kind in MessageKind for channel in texts.CHANNELS]
MAIL = (MessageKind.INVITATION, Channel.EMAIL)
OWN = TemplateForm(subject="Kommen Sie? {Kurs}", text="Hallo {Vorname},\n{Link}")


def named(pair):
    return f"{pair[0].name}-{pair[1].name}".lower()


def kept(*, form=OWN, here=None, seen=None):
    here = here or draft()
    texts.keep(here, *MAIL, seen, form)
    return here


@pytest.mark.parametrize("pair", EVERY, ids=named)
def test_delivered_text_uses_only_gaps_that_can_be_filled(pair):
    form = delivered(*pair)
    assert set(GAP.findall(f"{form.subject}\n{form.text}")) - set(texts.gaps(*pair)) == set()


@pytest.mark.parametrize("pair", EVERY, ids=named)
def test_preview_of_the_delivered_text_leaves_no_gap_and_no_empty_line_end(pair):
    letter = texts.preview(delivered(*pair), texts.examples(workbook(), *pair, NOW))
    assert GAP.findall(letter.subject + letter.text) == []
    assert "Erika" in letter.text
    assert not texts.misses_link(*pair, delivered(*pair).text)


@pytest.mark.parametrize("pair", EVERY, ids=named)
def test_gaps_that_can_be_filled_are_all_known(pair):
    assert set(texts.gaps(*pair)) <= set(GAPS)
    assert ("Link" in texts.gaps(*pair)) is (pair[1] is Channel.EMAIL)


def test_own_text_takes_the_place_of_the_delivered_one():
    here = kept()
    assert letter_for(here.workbook, *MAIL) == OWN
    assert letter_for(here.workbook, MAIL[0], Channel.PHONE) == delivered(MAIL[0], Channel.PHONE)


def test_own_text_is_changed_in_its_row():
    here = kept()
    kept(here=again(here), seen=own_text(here.workbook, *MAIL))
    second = again(here)
    kept(here=second, seen=own_text(here.workbook, *MAIL), form=TemplateForm(subject="Neu", text="{Link}"))
    assert [one.subject for one in second.workbook.all(Template)] == ["Neu"]


def test_delivered_text_comes_back():
    here = kept()
    texts.give_back(again(here), *MAIL, own_text(here.workbook, *MAIL))
    back = again(here)
    texts.give_back(back, *MAIL, own_text(here.workbook, *MAIL))
    assert letter_for(back.workbook, *MAIL) == delivered(*MAIL)


def test_text_that_says_the_same_as_the_delivered_one_is_none_of_its_own():
    here = kept(form=delivered(*MAIL))
    assert [one.text for one in here.workbook.all(Template)] == [""]
    assert letter_for(here.workbook, *MAIL) == delivered(*MAIL)


@pytest.mark.parametrize("gap", ["Xyz", "vorname", " Vorname ", "", "Platz", "Absagegrund"])
def test_gap_that_cannot_be_filled_is_refused_with_its_name(gap):
    with pytest.raises(UnknownGap) as refusal:
        kept(form=TemplateForm(subject="Einladung", text=f"Guten Tag {{{gap}}}"))
    assert refusal.value.sentence.values["gap"] == f"{{{gap}}}"
    assert "{Kurs}" in refusal.value.sentence.values["gaps"]


def test_link_has_no_place_in_a_call():
    with pytest.raises(UnknownGap):
        texts.keep(draft(), MAIL[0], Channel.PHONE, None, TemplateForm(text="Rufen Sie an: {Link}"))


@pytest.mark.parametrize("form", [TemplateForm(), TemplateForm(subject="Nur Betreff"), TemplateForm(text="Nur Text")])
def test_mail_without_a_subject_or_a_text_is_refused(form):
    with pytest.raises(TextMissing):
        kept(form=form)


def test_call_needs_no_subject():
    here = draft()
    texts.keep(here, MAIL[0], Channel.PHONE, None, TemplateForm(text="Guten Tag {Name}"))
    assert letter_for(here.workbook, MAIL[0], Channel.PHONE).text == "Guten Tag {Name}"


def test_second_writer_is_told_of_the_first():
    here = kept()
    with pytest.raises(ChangedMeanwhile):
        kept(here=again(here), seen=None)
    with pytest.raises(ChangedMeanwhile):
        texts.give_back(again(here), *MAIL, None)


@pytest.mark.parametrize(
    ("kind", "channel", "text", "expected"),
    [
        (MessageKind.INVITATION, Channel.EMAIL, "Kommen Sie?", True),
        (MessageKind.INVITATION, Channel.EMAIL, "Kommen Sie?\n{Link}", False),
        (MessageKind.INVITATION, Channel.PHONE, "Kommen Sie?", False),
        (MessageKind.CONFIRMED, Channel.EMAIL, "Bis bald!", False),
    ],
)
def test_link_is_missed_where_an_answer_is_needed(kind, channel, text, expected):
    assert texts.misses_link(kind, channel, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ort: {Ort}\nBis dann", "Bis dann"),
        ("{Ort}\nBis dann", "Bis dann"),
        ("Es laden ein: {Ort}", ""),
        ("Wir treffen uns hier: {Ort}.", "Wir treffen uns hier: ."),
        ("Wo:\n\nBis dann", "Wo:\n\nBis dann"),
        ("Hier:\n{Link}", "Hier:\n{Link}"),
    ],
)
def test_line_with_nothing_but_an_empty_gap_falls_away(text, expected):
    assert filled(text, {"Ort": ""}) == expected


def test_value_with_braces_is_no_gap():
    assert filled("{Name}, {Ort}", {"Name": "{Ort}", "Ort": "Rathaus"}) == "{Ort}, Rathaus"


@pytest.mark.parametrize("pair", EVERY, ids=named)
def test_delivered_text_leaves_out_none_of_its_gaps(pair):
    assert texts.left_out(*pair, delivered(*pair)) == ()


def test_own_text_from_before_a_gap_was_there_is_known_and_kept():
    moved = (MessageKind.MOVED, Channel.PHONE)
    older = delivered(*moved)
    older = TemplateForm(
        subject=older.subject, text=older.text.replace("{Neuer Treffpunkt}", "").replace("{Bisher}", "")
    )
    assert texts.left_out(*moved, older) == ("Bisher", "Neuer Treffpunkt")
    here = draft()
    texts.keep(here, *moved, None, older)
    assert letter_for(here.workbook, *moved) == older
