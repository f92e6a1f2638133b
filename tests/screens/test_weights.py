from services.model.access import Role
from tests.screens.visitor import Visitor

PAGE = "office/weights.py"


def brought(desk, case):
    tables = [one.value for one in desk.at.dataframe]
    found = [row for table in tables for row in zip(table["Was passt"], table["Punkte"], strict=True)]
    return dict(found)[case]


def test_weights_are_checked_kept_and_given_back():
    desk = Visitor(Role.COORDINATOR).open(PAGE)
    assert brought(desk, "Nähe: hilft auch in dem Stadtteil") == 8
    desk.type("weights", {"weight_language": "20", "weight_near": "25"}).click("Speichern")
    assert desk.errors[0] == "Zusammen müssen die Gewichte 100 ergeben. Jetzt sind es 105."
    desk.type("weights", {"weight_time": "10"}).click("Speichern")
    assert desk.told == ["Die Gewichte sind gespeichert. Sie zählen ab jetzt."]
    assert brought(desk, "Nähe: hilft auch in dem Stadtteil") == 20
    desk.click("Zurück zu den mitgelieferten Gewichten")
    assert desk.told == ["Die mitgelieferten Gewichte zählen wieder."]
    assert brought(desk, "Nähe: hilft auch in dem Stadtteil") == 8
