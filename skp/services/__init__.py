from skp.services.bulanan import change_month, copy_last_month, create_bulanan, delete_bulanan
from skp.services.rhk import add_rhk, change_rhk, delete_rhk, move_rhk
from skp.services.steps import Outcome, approve_many, perform
from skp.services.tahunan import Change, change_period, create_skp, delete_skp, free_period, reload_changes, reload_skp
from skp.services.target import add_target, change_target, delete_target

__all__ = [
    "Change",
    "Outcome",
    "add_rhk",
    "add_target",
    "approve_many",
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
    "reload_changes",
    "reload_skp",
]
