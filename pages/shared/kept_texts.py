"""What is typed and not saved outlives a reload: the browser keeps it for as long as its tab is open.

A lost connection alone loses nothing, for the session waits. A reload (or a phone that throws the tab away) begins a
new session: then the texts come back from the tab's own storage. Each save begins with an empty form again.
"""

import json
from typing import Final

import streamlit as st

from pages.shared.visit import once, round_of

# What is stored carries the number of the operation it was typed for. Is that the one just saved, it is thrown away;
# is it unknown, it comes from before the reload; of the present one it comes back into fields that a broken line had
# drawn anew. Only what was typed is kept: a field that somebody merely looked at may have been changed by others since.
# Streamlit takes a text over when its field loses the focus. A page just opened draws its fields anew now and then, so
# what comes back is put into them again until it stays.
KEEP: Final = """<script>
(() => {{
  const {{place, now, saved}} = {known};
  const box = () => document.querySelector('[class*="st-key-' + place + '"]');
  const stored = () => JSON.parse(sessionStorage.getItem(place) || "null");
  const fields = () => [...(box()?.querySelectorAll('input[type="text"]:not([role]), textarea') ?? [])];
  const keep = ({{type, target, isTrusted}}) => {{
    if (!fields().includes(target) || (type === "focusout" && !isTrusted)) return;
    const now = box().dataset.now, kept = stored(), texts = kept?.now === now ? kept.texts : {{}};
    if (type === "input" || target.ariaLabel in texts) texts[target.ariaLabel] = target.value;
    sessionStorage.setItem(place, JSON.stringify({{now, texts}}));
  }};
  const restore = (texts, again) => {{
    if (box()?.dataset.now !== now) return;
    const since = stored();
    const wanted = {{...texts, ...(since?.now === now ? since.texts : {{}})}};
    fields().forEach(one => {{
      const text = wanted[one.ariaLabel];
      if (text === undefined || text === one.value) return;
      Object.getOwnPropertyDescriptor(Object.getPrototypeOf(one), "value").set.call(one, text);
      one.dispatchEvent(new Event("input", {{bubbles: true}}));
      setTimeout(() => one.dispatchEvent(new FocusEvent("focusout", {{bubbles: true}})), 50);
    }});
    if (again) setTimeout(() => restore(texts, again - 1), 400);
  }};
  let waits = 60;
  const begin = () => {{
    const there = fields().map(one => one.ariaLabel);
    const comes = !there.length || Object.keys(stored()?.texts ?? {{}}).some(one => !there.includes(one));
    if (comes && waits-- > 0) return setTimeout(begin, 50);
    if (!there.length) return;
    const listens = box().dataset.now;
    box().dataset.now = now;
    if (!listens) ["input", "focusout"].forEach(one => box().addEventListener(one, keep));
    const kept = stored();
    if (kept?.now === saved) sessionStorage.removeItem(place);
    else if (kept) setTimeout(() => restore(kept.texts, 4), 200);
  }};
  begin();
}})();
</script>"""


def keep_unsaved(key: str, place: str) -> None:
    """Keep the texts typed into the container with the key `place` until the form `key` is saved."""
    rounds = round_of(key)
    saved = st.session_state.get(f"{key}.once.{rounds - 1}", "") if rounds else ""
    known = json.dumps({"place": place, "now": once(key), "saved": saved}).replace("<", "\\u003c")
    st.html(KEEP.format(known=known), unsafe_allow_javascript=True)
