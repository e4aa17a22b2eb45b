from skp.services.bulanan import change_month, copy_last_month, create_bulanan, delete_bulanan
from skp.services.koreksi import accept_correction, ask_correction, cancel_correction, refuse_correction
from skp.services.rhk import add_rhk, change_rhk, delete_rhk, move_rhk
from skp.services.salin import answer_request, ask_to_copy, take_rhk
from skp.services.steps import Outcome, approve_many, perform
from skp.services.tahunan import (
    Change,
    change_period,
    create_skp,
    delete_skp,
    free_period,
    reload_changes,
    reload_skp,
    shorten_skp,
)
from skp.services.target import add_target, change_target, delete_target

__all__ = [
    "Change",
    "Outcome",
    "accept_correction",
    "add_rhk",
    "add_target",
    "answer_request",
    "approve_many",
    "ask_correction",
    "ask_to_copy",
    "cancel_correction",
    "change_month",
    "change_period",
    "change_rhk",
    "change_target",
    "copy_last_month",
    "create_bulanan",
    "create_skp",
    "delete_bulanan",
    "delete_rhk",
    "delete_skp",
    "delete_target",
    "free_period",
    "move_rhk",
    "perform",
    "refuse_correction",
    "reload_changes",
    "reload_skp",
    "shorten_skp",
    "take_rhk",
]
