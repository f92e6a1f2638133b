"""Texts: what mails and calls say, with a preview; the delivered text is always one click away."""

import streamlit as st
from pydantic import ValidationError

from pages.shared.language import _, plain, say, shown, tell
from pages.shared.visit import finish, guard, perform, round_of
from services.messages import letter_for, own_text
from services.model.access import Right
from services.model.course_lists import MessageKind
from services.model.letters import Template, TemplateForm
from services.model.lists import Channel
from services.model.mistakes import mistake
from services.texts import CHANNELS, examples, give_back, keep, left_out, misses_link, preview


def written(key: str, start: TemplateForm, channel: Channel) -> TemplateForm | None:
    """Ask for subject and text; None, and a sentence at the field, when one is too long."""
    typed = {"subject": start.subject, "text": ""}
    if channel is Channel.EMAIL:
        typed["subject"] = st.text_input(_("Subject"), start.subject, key=f"{key}.subject")
    typed["text"] = st.text_area(_("Text"), start.text, key=f"{key}.text", height=420)
    try:
        return TemplateForm.model_validate(typed)
    except ValidationError as error:
        for found in error.errors():
            st.error(tell(mistake(dict(found))))
        return None


def as_opened(key: str, now: Template | None) -> Template | None:
    """Give the office's text as it was when it was opened here, so that others' changes are noticed."""
    if f"{key}.text" not in st.session_state:
        st.session_state[f"{key}.opened"] = now
    opened: Template | None = st.session_state.setdefault(f"{key}.opened", now)
    return opened


visit = guard(Right.KEEP_TEXTS)
st.title(_("Texts"), anchor=False)
st.markdown(_("What mails say, and what you say on the phone. Messages already written stay as they are."))
left, right = st.columns(2)
kinds = list(MessageKind)
kind = left.selectbox(_("Occasion"), kinds, format_func=shown, key="texts.kind")
channel = right.segmented_control(
    _("Way"), CHANNELS, format_func=shown, default=CHANNELS[0], required=True, key="texts.channel"
)
name = f"texts.{kind.name}.{channel.name}"
key = f"{name}.{round_of(name)}"
now = own_text(visit.workbook, kind, channel)
seen = as_opened(key, now)
values = examples(visit.workbook, kind, channel, visit.office.now)
left, right = st.columns(2)
with left:
    form = written(key, letter_for(visit.workbook, kind, channel), channel)
    st.caption(_("The preview follows when you leave the field."))
    if form and misses_link(kind, channel, form.text):
        st.warning(_("Without {Link} nobody can answer this mail by a click. Put it on a line of its own."))
    missing = left_out(kind, channel, form) if form else ()
    if missing:
        names = ", ".join(f"{{{gap}}}" for gap in missing)
        st.info(say("The delivered text also has these gaps; your own does without them: {gaps}", gaps=names))
    buttons = st.container(horizontal=True)
    if buttons.button(_("Save"), key=f"{key}.save", type="primary", disabled=not form):
        if perform(visit, name, keep, kind, channel, seen, form):
            finish(name, "The text “{kind}” is saved ({channel}).", kind=kind, channel=channel)
        if now and now != seen:  # the person decides: saving once more keeps what stands here
            st.session_state[f"{key}.opened"] = now
            st.caption(_("Stored by now:"))
            st.code(f"{now.subject}\n\n{now.text}".strip(), language=None, wrap_lines=True)
    if buttons.button(_("Back to the delivered text"), key=f"{key}.back", disabled=not (now and now.text)) and perform(
        visit, name, give_back, kind, channel, seen
    ):
        finish(name, "“{kind}” has its delivered text again ({channel}).", kind=kind, channel=channel)
    if not (now and now.text):
        st.caption(_("This is the delivered text."))
with right:
    st.markdown("**" + _("Preview with invented people") + "**")
    with st.container(border=True):
        letter = preview(form or TemplateForm(), values)
        if letter.subject:
            st.markdown(f"**{plain(letter.subject)}**")
        st.markdown("  \n".join(plain(line) for line in letter.text.splitlines()))
    with st.expander(_("Gaps you can use"), icon=":material/data_object:", key="gaps.fold"):
        st.markdown("\n".join(f"- `{{{gap}}}`: {plain(value or _('empty'))}" for gap, value in values.items()))
