"""The roster on the screen: searching, filters in the address, views, files to take along."""

import pytest

from services.model.access import Role
from tests.screens.visitor import Visitor

PAGE = "office/roster.py"


@pytest.fixture
def desk():
    return Visitor(Role.COORDINATOR).open(PAGE)


def names(visitor):
    return list(visitor.at.dataframe[0].value["Name"]) if visitor.at.dataframe else []


def test_search_is_narrowed_down_and_stands_in_the_address(desk):
    everybody = len(names(desk))
    desk.at.text_input(key="roster.words").set_value("uk").run()
    desk.at.multiselect(key="roster.statuses").set_value(["Aktiv"]).run()
    assert 0 < len(names(desk)) < everybody
    assert dict(desk.at.query_params) == {"suche": ["uk"], "stand": ["Aktiv"]}
    assert "Filter aktiv: 1" in desk.text
    desk.at.text_input(key="roster.words").set_value("").run()
    desk.at.multiselect(key="roster.statuses").set_value([]).run()
    assert (len(names(desk)), dict(desk.at.query_params)) == (everybody, {})


def test_address_shows_the_same_list_to_somebody_else(desk):
    desk.at.text_input(key="roster.words").set_value("arabic").run()
    other = Visitor(Role.COORDINATOR)
    other.at.query_params["suche"] = "arabic"
    assert names(other.open(PAGE)) == names(desk) != []


def test_view_is_saved_chosen_and_taken_away(desk):
    desk.at.multiselect(key="roster.languages").set_value(["Arabisch"]).run()
    found = names(desk)
    desk.at.text_input(key="view.0.name").set_value("Arabisch").run()
    desk.click("Diese Ansicht speichern")
    assert desk.told == ["Die Ansicht „Arabisch“ ist gespeichert."]
    other = Visitor(Role.COORDINATOR).open(PAGE)
    other.at.selectbox(key="roster.view").set_value("Arabisch").run()
    assert (names(other), other.at.multiselect(key="roster.languages").value) == (found, ["Arabisch"])
    other.click("„Arabisch“ entfernen")
    assert other.told == ["Die Ansicht „Arabisch“ ist entfernt."]


def test_view_without_filters_is_refused(desk):
    desk.at.text_input(key="view.0.name").set_value("Alle").run()
    desk.click("Diese Ansicht speichern")
    assert desk.warnings == ["Es ist noch kein Filter gewählt: Diese Ansicht würde alle zeigen."]


def test_list_shows_no_phone_number_and_no_address(desk):
    assert "@" not in desk.at.dataframe[0].value.to_csv()
    assert "+49" not in desk.at.dataframe[0].value.to_csv()
