"""The measuring of pages still runs: one run of every page of the office and of every section of a course."""

import sys
from collections import Counter
from datetime import date

import pytest
import streamlit as st

from benchmarks import pages
from benchmarks.desk import COURSES, ENROLMENTS, records
from pages.office.one_course import SECTIONS
from services.model.course_records import Course, Registration
from services.model.record import columns
from services.model.workbook import Workbook
from services.waiting_list import places_left
from tests.screens.visitor import PAGES

TODAY = date(2026, 9, 2)

pytestmark = pytest.mark.xdist_group("bench-pages")  # what they look at is made once


@pytest.fixture(scope="module")
def desk():
    main = sys.modules["__main__"]  # an AppTest leaves its script behind there
    st.cache_resource.clear()
    with pages.desk():
        yield
    st.cache_resource.clear()
    sys.modules["__main__"] = main


def test_desk_is_as_large_as_it_says_and_the_same_each_time():
    made = records(TODAY)
    counted = Counter(type(one) for one in made)
    assert (counted[Course], counted[Registration]) == (COURSES, ENROLMENTS) == (40, 300)
    assert records(TODAY) == made
    assert records(TODAY, seed=2) != made


def test_desk_refers_to_nothing_that_is_missing():
    book = Workbook.of(records(TODAY))
    referred = {
        getattr(one, name)
        for kind in book.records
        for one in book.all(kind)
        for name, kept in columns(kind).items()
        if kept.column.refers
    }
    numbers = {number for numbered in book.records.values() for number in numbered}
    assert referred - numbers == {""}
    assert min(places_left(book, one) for one in book.all(Course)) > 0


def test_every_page_of_the_office_and_every_section_of_a_course_is_measured():
    files = [(file, "") for file in PAGES if file.startswith("office/")]
    assert list(pages.places()) == [*files, *(("office/courses.py", section) for section in SECTIONS)]
    names = [pages.name(*place) for place in pages.places()]
    assert (len(set(names)), names[0], names[-1]) == (len(names), "today", "courses: Change the course")


def test_typing_may_take_300_milliseconds_and_everything_else_a_second():
    opened = f"roster: {pages.MANY} people, opened"
    assert pages.too_slow({"today": 1000.0, opened: 1000.0, pages.TYPED: 300.0}) == []
    assert pages.too_slow({"today": 1000.1, opened: 250.0, pages.TYPED: 300.1}) == ["today", pages.TYPED]


@pytest.mark.parametrize("place", pages.places(), ids=lambda place: pages.name(*place))
def test_place_is_measured(desk, place):
    ((waited, worked),) = pages.measured(*place, times=1)
    assert waited > 0
    assert worked > 0
