"""Whatever volunteers tap on a phone is large enough for a thumb: in every container whose key begins with “mine-”."""

from typing import Final

LOOK: Final = """<style>
[class*="st-key-mine-"] button, [class*="st-key-mine-"] summary, [class*="st-key-mine-"] input,
[class*="st-key-mine-"] [data-baseweb="select"] > div {min-height: 44px;}
</style>"""
