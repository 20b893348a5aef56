"""The matrix of roles and permissions, written out, so that a changed grant is a changed line here."""

from shared.identity import Officer, Permission, Role, allowed
from shared.identity.permissions import GRANTS

MATRIX = """
                    admin host_office leader department secretary clerk point_operator
signed_in           x     x           x      x          x         x       x
manage_unit         x     .           .      .          .         .       .
operate_system      x     .           .      .          .         .       .
plan_conference     .     x           .      .          .         .       .
register_question   .     x           .      .          .         x       .
screen_question     .     x           .      .          .         .       .
read_denunciation   .     x           .      .          .         .       .
propose_assignment  .     x           .      .          .         .       .
confirm_assignment  .     .           x      .          .         .       .
read_question       .     x           x      x          x         x       .
draft_answer        .     .           .      x          .         .       .
approve_answer      .     .           x      .          .         .       .
run_session         .     x           x      .          x         .       .
watch_session       .     x           x      x          x         .       .
watch_recording     .     x           x      x          x         .       .
review_recording    .     x           .      .          .         .       .
operate_point       .     .           .      .          .         .       x
write_minutes       .     x           .      .          x         .       .
publish_result      .     x           .      .          .         .       .
issue_letter        .     .           .      .          .         x       .
"""


def test_each_role_may_exactly_what_the_matrix_says():
    header, *lines = (line.split() for line in MATRIX.strip().splitlines())
    written = {(role, name) for name, *cells in lines for role, cell in zip(header, cells, strict=True) if cell == "x"}
    real = {(role, permission) for role in Role for permission in Permission if allowed([role], permission)}
    assert {(role.value, permission.value) for role, permission in real} == written
    assert {name for name, *_ in lines} == {permission.value for permission in Permission}


def test_several_roles_add_up():
    assert allowed([Role.CLERK, Role.LEADER], Permission.APPROVE_ANSWER)
    assert not allowed([Role.CLERK, Role.SECRETARY], Permission.APPROVE_ANSWER)


def test_every_permission_is_somebodys_and_every_role_is_known():
    assert set(GRANTS) == set(Role)
    assert set().union(*GRANTS.values()) == set(Permission) - {Permission.SIGNED_IN}


def test_a_department_sees_the_films_of_its_own_questions_and_the_office_all():
    films = {
        (Role.DEPARTMENT,): (True, False),
        (Role.LEADER,): (True, False),
        (Role.HOST_OFFICE, Role.DEPARTMENT): (True, True),
        (Role.CLERK,): (False, False),
    }
    for roles, expected in films.items():
        officer = Officer("1", "u", "UBND xã", "A", roles, department="office")
        assert (officer.may_watch_film("office"), officer.may_watch_film("economy")) == expected
    assert Officer("1", "u", "UBND xã", "A", (Role.LEADER,)).may_watch_film("economy")
