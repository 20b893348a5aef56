"""The catalogue is whole, and agrees with the profiles about who is who."""

import json

import pytest
from pydantic import ValidationError

from shared.profiles import Catalogue, load_catalogue, load_profile

CATALOGUE = load_catalogue()


def test_it_has_225_procedures_in_26_fields():
    assert (len(CATALOGUE.procedures), len(CATALOGUE.fields)) == (225, 26)


def test_every_procedure_has_words_people_use():
    assert all(p.keywords for p in CATALOGUE.procedures)


def test_every_field_has_procedures():
    assert all(CATALOGUE.in_field(field.key) for field in CATALOGUE.fields)


def test_codes_are_unique():
    codes = [p.code for p in CATALOGUE.procedures if p.code]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("unit", ["phu-xuyen", "lang"])
def test_every_department_of_a_profile_is_a_body_of_the_catalogue(unit):
    for department in load_profile(unit).departments:
        body = CATALOGUE.body(department.key)
        assert body is not None, department.key
        assert (body.authority == "own") == (department.kind == "own")


def test_our_own_bodies_of_the_catalogue_are_departments_of_the_commune():
    ours = {b.key for b in CATALOGUE.bodies if b.authority == "own"}
    profile = load_profile("phu-xuyen")
    assert ours == {d.key for d in profile.departments if d.kind == "own"}


def test_a_body_is_called_as_its_kind_of_unit_calls_it():
    economy = CATALOGUE.body("economy")
    assert economy is not None
    assert economy.name("xa") == "Phòng Kinh tế"
    assert economy.name("phuong") == "Phòng Kinh tế, Hạ tầng và Đô thị"
    assert CATALOGUE.body("nobody") is None


def test_a_procedure_of_an_unknown_body_is_refused():
    data = CATALOGUE.model_dump(mode="json")
    data["procedures"] = [data["procedures"][0] | {"department": "nobody"}]
    with pytest.raises(ValidationError, match="nobody"):
        Catalogue.model_validate_json(json.dumps(data))
