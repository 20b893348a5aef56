"""Intake's doors: the public portal, the register, the screening desk."""

from services.intake.web import (
    routes_conference,
    routes_decisions,
    routes_entry,
    routes_erase,
    routes_export,
    routes_form,
    routes_home,
    routes_receipt,
    routes_register,
    routes_registration,
    routes_scans,
    routes_screening,
    routes_status,
    routes_turn_away,
)

ROUTERS = (
    routes_home.router,
    routes_conference.router,
    routes_form.router,
    routes_receipt.router,
    routes_status.router,
    routes_register.router,
    routes_export.router,
    routes_entry.router,
    routes_scans.router,
    routes_screening.router,
    routes_decisions.router,
    routes_turn_away.router,
    routes_erase.router,
    routes_registration.router,
)
