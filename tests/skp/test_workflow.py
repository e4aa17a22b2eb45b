"""The table of states: every pair of action and state."""

import pytest

from ekinerja.errors import IllegalTransition
from skp.workflow import Action, Status, next_status

LEADS = {
    (Action.AJUKAN, Status.DRAFT): Status.DIAJUKAN,
    (Action.AJUKAN, Status.DIKEMBALIKAN): Status.DIAJUKAN,
    (Action.SETUJUI, Status.DIAJUKAN): Status.DISETUJUI,
    (Action.KEMBALIKAN, Status.DIAJUKAN): Status.DIKEMBALIKAN,
    (Action.BUKA_KEMBALI, Status.DISETUJUI): Status.DRAFT,
}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", Action)
def test_an_action_leads_where_the_table_says_or_names_the_state(action, status):
    if (action, status) in LEADS:
        assert next_status(action, status) == LEADS[action, status]
    else:
        with pytest.raises(IllegalTransition, match=status.label.lower()):
            next_status(action, status)
