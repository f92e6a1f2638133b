"""A volunteer's link in this visit: which one it came by, kept over pages and reloads until somebody leaves."""

import streamlit as st


def own_link() -> str:
    """Give the token of the volunteer's link by which this session came; "" when it came otherwise."""
    if "z" in st.query_params:
        st.session_state["own_link"] = str(st.query_params["z"])
    return str(st.session_state.get("own_link", ""))


def keep_own_link() -> None:
    """Leave the link in the address of a volunteer's page, so that it opens again after a reload."""
    token = own_link()
    if token and st.query_params.get("z") != token:
        st.query_params["z"] = token


def forget_own_link() -> None:
    """End the visit by a volunteer's link: for whoever shares a phone or computer."""
    st.session_state.pop("own_link", None)
    st.query_params.pop("z", None)
