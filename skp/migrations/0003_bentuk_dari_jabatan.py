from django.db import migrations

PIMPINAN = """
    UPDATE skp_skp SET bentuk = 'PIMPINAN'
    FROM organisasi_jabatan j
    WHERE j.id = skp_skp.jabatan_id AND j.jenis IN ('JPT_UTAMA', 'JPT_MADYA', 'JPT_PRATAMA')
"""


class Migration(migrations.Migration):
    """SKP made before the two forms of PermenPANRB 6/2022 were told apart get theirs from the post stored on them."""

    dependencies = [("skp", "0002_permenpanrb_6_2022")]

    operations = [migrations.RunSQL(PIMPINAN, migrations.RunSQL.noop)]
