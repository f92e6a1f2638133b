"""What the app has the browser do and show beside what Streamlit does."""

from typing import Final

# The page's language for screen readers and browsers (Streamlit itself always says English); and on a phone the menu
# gives way to the page just chosen (Streamlit leaves it open). The very first visitor of a new server who comes by a
# deep link is told “Page not found” by Streamlit above the right page: that false notice goes away. The path makes
# this run anew on each page; it is empty on the start page, where the notice is true.
# Whoever signed in on a closed page wants that page, not the start page to which signing in leads (`closed.py`).
BROWSER: Final = """<script>/* {path} */
document.documentElement.lang = "{language}";
if (window.innerWidth < 768) {{
  const menu = document.querySelector('[data-testid="stSidebar"][data-collapsed="false"]');
  menu?.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
}}
if ("{path}") for (const wait of [0, 200, 600, 2000]) setTimeout(() => {{
  const notice = document.querySelector('[role="dialog"]');
  if (notice?.textContent.startsWith("Page not found")) notice.querySelector("button")?.click();
}}, wait);
if ({signed_in}) {{
  const [at, wanted] = JSON.parse(sessionStorage.getItem("lotsenbuch.wanted") ?? "[0]");
  sessionStorage.removeItem("lotsenbuch.wanted");
  if (Date.now() - at < 600000 && !"{path}") location.replace(wanted);
}}
</script>"""

# Streamlit says “Press Enter to apply” in every field, in English only; what is typed counts on leaving the field too.
# And the margins it leaves at a desk are room that tables need. The buttons of a table come up over the end of the line
# above it, which therefore ends before them.
LOOK: Final = """<style>
[data-testid="InputInstructions"] {display: none;}
.stElementContainer:has(+ .stElementContainer .stDataFrame) .stMarkdown {padding-right: 6.5rem;}
@media (min-width: 768px) {.stMain .stMainBlockContainer {padding-left: 3rem; padding-right: 3rem;}}
</style>"""

# Large enough for a thumb on the pages that people open on a phone; Streamlit's own are 42.5 pixels.
THUMBS: Final = """<style>
.stMain :is(.stButton, .stDownloadButton, .stFormSubmitButton, .stLinkButton, .stButtonGroup) :is(button, a),
.stMain input:not([type="checkbox"], [type="radio"]) {min-height: 44px;}
.stMain .stExpander summary {min-height: 44px !important;}
</style>"""

# For lines that break. While one is broken, Streamlit closes all fields: whoever was typing into one did not leave it,
# and what stands there would be shown and not saved. So each is left for them once it is open again. And a page that
# was just being drawn stays as it is for good, without title or end, or empty. Where the tab keeps what is typed
# (`kept_texts.py`) it is loaded anew and all of that comes back; elsewhere it is drawn anew, as by Streamlit's own key
# for that: the session has all fields that were left before. A whole page is left alone: another run might come between
# a click and its answer. Where Streamlit itself has given up, over an answer of which the first half was lost, nothing
# but loading anew helps.
LINE: Final = """<script>
(() => {
  if (window.lotsenbuch) return;
  window.lotsenbuch = true;
  const drawn = "[data-testid=stMain] [data-testid=stElementContainer]:not(:has([data-testid=stHtml]))";
  let broken = false, empty = 0, gone = 0;
  new MutationObserver(seen => seen.forEach(({target, attributeName}) => {
    if (attributeName !== "disabled") broken ||= target.dataset.testConnectionState !== "CONNECTED";
    if (target.disabled !== false || !target.matches('input[type="text"]:not([role]), textarea')) return;
    target.dispatchEvent(new FocusEvent("focusout", {bubbles: true}));
  })).observe(document.body, {subtree: true, attributeFilter: ["disabled", "data-test-connection-state"]});
  setInterval(() => {
    const app = document.querySelector("[data-testid=stApp]");
    gone = app ? 0 : gone + 1;
    if (gone > 2 && performance.now() > 5000) return location.reload();
    const {testConnectionState: line, testScriptState: run} = app?.dataset ?? {};
    if (line !== "CONNECTED" || run !== "notRunning") return empty = 0;
    empty = document.querySelector(drawn) ? 0 : empty + 1;
    const whole = document.querySelector("[data-testid=stMain] h1") && document.querySelector(".st-key-as_of");
    const half = broken && !whole;
    broken = false;
    if (!half && empty <= 3) return;
    if (Object.keys(sessionStorage).some(one => /^(typed|own)-/.test(one))) return location.reload();
    ["keydown", "keypress", "keyup"].forEach(one => document.body.dispatchEvent(
      new KeyboardEvent(one, {key: "r", code: "KeyR", keyCode: 82, which: 82, bubbles: true})));
  }, 500);
})();
</script>"""
