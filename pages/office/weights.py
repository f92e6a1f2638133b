"""What counts: the weights of the score, and what they mean in points."""

import streamlit as st

from pages.shared import forms, tables
from pages.shared.language import _, say, tell
from pages.shared.visit import finish, guard, perform
from services.matching.weights import add_up, meanings, weighing
from services.model.access import Right
from services.model.weights import Weights, WeightsForm, sum_of
from services.programme import programme, weigh

visit = guard(Right.KEEP_PROGRAMME)
st.title(_("What counts"), anchor=False)
st.markdown(
    _(
        "When volunteers are proposed, each gets up to 100 points. Here you set how many points each of the six "
        "criteria can bring; together they are 100. The proposals for one request and the best plan use the same."
    )
)
seen = forms.as_first_seen("weights", programme(visit.workbook))
if not add_up(seen):
    st.warning(
        say(
            "In the table the weights add up to {sum}, not 100. Until that is mended, the delivered ones count.",
            sum=sum_of(seen),
        )
    )
filled = forms.ask(WeightsForm, "weights", submit=_("Save"), seen=seen, across=3)
if filled and forms.change(visit, "weights", weigh, seen, filled):
    finish("weights", "The weights are saved. They count from now on.")
changed = any(getattr(seen, name) != kept for name, kept in Weights().model_dump().items())
if st.button(_("Back to the delivered weights"), key="weights.back", disabled=not changed) and perform(
    visit, "weights.back.done", weigh, seen, WeightsForm()
):
    finish("weights.back.done", "The delivered weights count again.")
st.header(_("What brings how many points"), anchor=False)
rows = meanings(weighing(visit.workbook))
half = len(rows) // 2  # a table of up to ten rows is seen whole
for place, part in zip(st.columns(2), (rows[:half], rows[half:]), strict=True):
    with place:
        tables.show([{_("What fits"): tell(case), _("Points"): points} for case, points in part])
st.caption(
    _(
        "Urgency and waiting time bring no points: they decide whose turn it is. Origin, religion and age never count. "
        "Whoever lacks papers or does not meet another condition is not proposed, whatever the points."
    )
)
