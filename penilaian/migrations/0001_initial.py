from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import pgtrigger.compiler
import ekinerja.migrating
import ekinerja.triggers
import uuid


class Migration(ekinerja.migrating.Migration):

    initial = True

    dependencies = [
        ('organisasi', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('skp', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CapaianBulanan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nilai_capaian', models.DecimalField(decimal_places=2, max_digits=20, verbose_name='nilai capaian SKP Bulanan')),
                ('nilai_perilaku', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='rata-rata perilaku')),
                ('aturan', models.CharField(max_length=40, verbose_name='buku aturan')),
                ('rincian', models.JSONField(verbose_name='rincian per target')),
                ('dihitung_pada', models.DateTimeField(verbose_name='dihitung pada')),
            ],
            options={
                'verbose_name': 'capaian bulanan',
                'verbose_name_plural': 'capaian bulanan',
            },
        ),
        migrations.CreateModel(
            name='CapaianBulananEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('nilai_capaian', models.DecimalField(decimal_places=2, max_digits=20, verbose_name='nilai capaian SKP Bulanan')),
                ('nilai_perilaku', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='rata-rata perilaku')),
                ('aturan', models.CharField(max_length=40, verbose_name='buku aturan')),
                ('rincian', models.JSONField(verbose_name='rincian per target')),
                ('dihitung_pada', models.DateTimeField(verbose_name='dihitung pada')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PenilaianKualitas',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                ('nilai', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='nilai kualitas')),
                ('rata_rata', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='nilai rata-rata kinerja bulanan')),
                ('minimum', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='rentang terendah')),
                ('maksimum', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='rentang tertinggi')),
                ('dinilai_pada', models.DateTimeField(verbose_name='dinilai pada')),
            ],
            options={
                'verbose_name': 'penilaian kualitas',
                'verbose_name_plural': 'penilaian kualitas',
            },
        ),
        migrations.CreateModel(
            name='PenilaianKualitasEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                ('nilai', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='nilai kualitas')),
                ('rata_rata', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='nilai rata-rata kinerja bulanan')),
                ('minimum', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='rentang terendah')),
                ('maksimum', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='rentang tertinggi')),
                ('dinilai_pada', models.DateTimeField(verbose_name='dinilai pada')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PenilaianPerilaku',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                ('orientasi_pelayanan', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='orientasi pelayanan')),
                ('integritas', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='integritas')),
                ('komitmen', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='komitmen')),
                ('disiplin', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='disiplin')),
                ('kerjasama', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='kerjasama')),
                ('kepemimpinan', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='kepemimpinan')),
                ('struktural', models.BooleanField(verbose_name='jabatan struktural')),
                ('rata_rata', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='rata-rata perilaku')),
                ('dinilai_pada', models.DateTimeField(verbose_name='dinilai pada')),
            ],
            options={
                'verbose_name': 'penilaian perilaku',
                'verbose_name_plural': 'penilaian perilaku',
            },
        ),
        migrations.CreateModel(
            name='PenilaianPerilakuEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                ('orientasi_pelayanan', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='orientasi pelayanan')),
                ('integritas', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='integritas')),
                ('komitmen', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='komitmen')),
                ('disiplin', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='disiplin')),
                ('kerjasama', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='kerjasama')),
                ('kepemimpinan', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='kepemimpinan')),
                ('struktural', models.BooleanField(verbose_name='jabatan struktural')),
                ('rata_rata', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='rata-rata perilaku')),
                ('dinilai_pada', models.DateTimeField(verbose_name='dinilai pada')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RentangKualitas',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batas_bawah', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='rata-rata mulai dari')),
                ('minimum', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='nilai terendah')),
                ('maksimum', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='nilai tertinggi')),
            ],
            options={
                'verbose_name': 'rentang kualitas',
                'verbose_name_plural': 'rentang kualitas',
                'ordering': ['instansi', '-batas_bawah'],
            },
        ),
        migrations.CreateModel(
            name='RentangKualitasEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('batas_bawah', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='rata-rata mulai dari')),
                ('minimum', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='nilai terendah')),
                ('maksimum', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='nilai tertinggi')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='capaianbulanan',
            name='skp_bulanan',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='capaian', to='skp.skpbulanan', verbose_name='SKP Bulanan'),
        ),
        migrations.AddField(
            model_name='capaianbulananevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='capaianbulananevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='penilaian.capaianbulanan'),
        ),
        migrations.AddField(
            model_name='capaianbulananevent',
            name='skp_bulanan',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='skp.skpbulanan', verbose_name='SKP Bulanan'),
        ),
        migrations.AddField(
            model_name='penilaiankualitas',
            name='penilai',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='penilai'),
        ),
        migrations.AddField(
            model_name='penilaiankualitas',
            name='target',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='penilaian_kualitas', to='skp.targetbulanan', verbose_name='target SKP Bulanan'),
        ),
        migrations.AddField(
            model_name='penilaiankualitasevent',
            name='penilai',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='penilai'),
        ),
        migrations.AddField(
            model_name='penilaiankualitasevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='penilaiankualitasevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='penilaian.penilaiankualitas'),
        ),
        migrations.AddField(
            model_name='penilaiankualitasevent',
            name='target',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='skp.targetbulanan', verbose_name='target SKP Bulanan'),
        ),
        migrations.AddField(
            model_name='penilaianperilaku',
            name='penilai',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='penilai'),
        ),
        migrations.AddField(
            model_name='penilaianperilaku',
            name='skp_bulanan',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='penilaian_perilaku', to='skp.skpbulanan', verbose_name='SKP Bulanan'),
        ),
        migrations.AddField(
            model_name='penilaianperilakuevent',
            name='penilai',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='penilai'),
        ),
        migrations.AddField(
            model_name='penilaianperilakuevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='penilaianperilakuevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='penilaian.penilaianperilaku'),
        ),
        migrations.AddField(
            model_name='penilaianperilakuevent',
            name='skp_bulanan',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='skp.skpbulanan', verbose_name='SKP Bulanan'),
        ),
        migrations.AddField(
            model_name='rentangkualitas',
            name='instansi',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rentang_kualitas', to='organisasi.instansi', verbose_name='instansi'),
        ),
        migrations.AddField(
            model_name='rentangkualitasevent',
            name='instansi',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasi.instansi', verbose_name='instansi'),
        ),
        migrations.AddField(
            model_name='rentangkualitasevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='rentangkualitasevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='penilaian.rentangkualitas'),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='capaianbulanan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "penilaian_capaianbulananevent" ("aturan", "dihitung_pada", "id", "nilai_capaian", "nilai_perilaku", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rincian", "skp_bulanan_id") VALUES (NEW."aturan", NEW."dihitung_pada", NEW."id", NEW."nilai_capaian", NEW."nilai_perilaku", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rincian", NEW."skp_bulanan_id"); RETURN NULL;', hash='6c07f65915c42c1f9d87ae44bad36b2e6931f109', operation='INSERT', pgid='pgtrigger_insert_insert_d06ca', table='penilaian_capaianbulanan', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='capaianbulanan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "penilaian_capaianbulananevent" ("aturan", "dihitung_pada", "id", "nilai_capaian", "nilai_perilaku", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rincian", "skp_bulanan_id") VALUES (NEW."aturan", NEW."dihitung_pada", NEW."id", NEW."nilai_capaian", NEW."nilai_perilaku", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rincian", NEW."skp_bulanan_id"); RETURN NULL;', hash='962ecef91c7f9f8f390d123547b617c3921c7dbe', operation='UPDATE', pgid='pgtrigger_update_update_3c8e5', table='penilaian_capaianbulanan', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='capaianbulanan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "penilaian_capaianbulananevent" ("aturan", "dihitung_pada", "id", "nilai_capaian", "nilai_perilaku", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rincian", "skp_bulanan_id") VALUES (OLD."aturan", OLD."dihitung_pada", OLD."id", OLD."nilai_capaian", OLD."nilai_perilaku", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rincian", OLD."skp_bulanan_id"); RETURN NULL;', hash='10085073cb76ecd30353a66a40304325107a0b0a', operation='DELETE', pgid='pgtrigger_delete_delete_e3506', table='penilaian_capaianbulanan', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='capaianbulananevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ab6fe5b2a80e1ed50e581979af264b1d6e03f110', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2964b', table='penilaian_capaianbulananevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='penilaiankualitas',
            constraint=models.CheckConstraint(condition=models.Q(('nilai__gte', 0), ('nilai__lte', 100)), name='kualitas_0_sampai_100'),
        ),
        migrations.AddConstraint(
            model_name='penilaiankualitas',
            constraint=models.CheckConstraint(condition=models.Q(('nilai__gte', models.F('minimum')), ('nilai__lte', models.F('maksimum'))), name='kualitas_dalam_rentang'),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='penilaiankualitas',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "penilaian_penilaiankualitasevent" ("dibuat_pada", "dinilai_pada", "diubah_pada", "id", "maksimum", "minimum", "nilai", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rata_rata", "target_id", "token", "versi") VALUES (NEW."dibuat_pada", NEW."dinilai_pada", NEW."diubah_pada", NEW."id", NEW."maksimum", NEW."minimum", NEW."nilai", NEW."penilai_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rata_rata", NEW."target_id", NEW."token", NEW."versi"); RETURN NULL;', hash='dd58d27331269ed6058b31d62f24c18e7316cc10', operation='INSERT', pgid='pgtrigger_insert_insert_87b56', table='penilaian_penilaiankualitas', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='penilaiankualitas',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "penilaian_penilaiankualitasevent" ("dibuat_pada", "dinilai_pada", "diubah_pada", "id", "maksimum", "minimum", "nilai", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rata_rata", "target_id", "token", "versi") VALUES (NEW."dibuat_pada", NEW."dinilai_pada", NEW."diubah_pada", NEW."id", NEW."maksimum", NEW."minimum", NEW."nilai", NEW."penilai_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rata_rata", NEW."target_id", NEW."token", NEW."versi"); RETURN NULL;', hash='47c6b0ac5ce43df8246fd844c4e70c42efe0da9c', operation='UPDATE', pgid='pgtrigger_update_update_07941', table='penilaian_penilaiankualitas', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='penilaiankualitas',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "penilaian_penilaiankualitasevent" ("dibuat_pada", "dinilai_pada", "diubah_pada", "id", "maksimum", "minimum", "nilai", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rata_rata", "target_id", "token", "versi") VALUES (OLD."dibuat_pada", OLD."dinilai_pada", OLD."diubah_pada", OLD."id", OLD."maksimum", OLD."minimum", OLD."nilai", OLD."penilai_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rata_rata", OLD."target_id", OLD."token", OLD."versi"); RETURN NULL;', hash='4e4cd18294751f59eb3df5e14aee121eeddd5352', operation='DELETE', pgid='pgtrigger_delete_delete_a9eab', table='penilaian_penilaiankualitas', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='penilaiankualitasevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='06ffd3438b0e5e71ad7a7d8d42c1612807448377', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_02742', table='penilaian_penilaiankualitasevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='penilaianperilaku',
            constraint=models.CheckConstraint(condition=models.Q(('disiplin__range', (0, 100)), ('integritas__range', (0, 100)), ('kerjasama__range', (0, 100)), ('komitmen__range', (0, 100)), ('orientasi_pelayanan__range', (0, 100)), ('rata_rata__range', (0, 100))), name='perilaku_0_sampai_100'),
        ),
        migrations.AddConstraint(
            model_name='penilaianperilaku',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kepemimpinan__range', (0, 100)), ('struktural', True)), models.Q(('kepemimpinan__isnull', True), ('struktural', False)), _connector='OR'), name='perilaku_kepemimpinan_struktural'),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='penilaianperilaku',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "penilaian_penilaianperilakuevent" ("dibuat_pada", "dinilai_pada", "disiplin", "diubah_pada", "id", "integritas", "kepemimpinan", "kerjasama", "komitmen", "orientasi_pelayanan", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rata_rata", "skp_bulanan_id", "struktural", "token", "versi") VALUES (NEW."dibuat_pada", NEW."dinilai_pada", NEW."disiplin", NEW."diubah_pada", NEW."id", NEW."integritas", NEW."kepemimpinan", NEW."kerjasama", NEW."komitmen", NEW."orientasi_pelayanan", NEW."penilai_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rata_rata", NEW."skp_bulanan_id", NEW."struktural", NEW."token", NEW."versi"); RETURN NULL;', hash='d329b76b7d35d3a5441f95c670148edbf37ac633', operation='INSERT', pgid='pgtrigger_insert_insert_ad63e', table='penilaian_penilaianperilaku', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='penilaianperilaku',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "penilaian_penilaianperilakuevent" ("dibuat_pada", "dinilai_pada", "disiplin", "diubah_pada", "id", "integritas", "kepemimpinan", "kerjasama", "komitmen", "orientasi_pelayanan", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rata_rata", "skp_bulanan_id", "struktural", "token", "versi") VALUES (NEW."dibuat_pada", NEW."dinilai_pada", NEW."disiplin", NEW."diubah_pada", NEW."id", NEW."integritas", NEW."kepemimpinan", NEW."kerjasama", NEW."komitmen", NEW."orientasi_pelayanan", NEW."penilai_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rata_rata", NEW."skp_bulanan_id", NEW."struktural", NEW."token", NEW."versi"); RETURN NULL;', hash='0d411c93b9694c82cdda25d1a4b45151011c1d24', operation='UPDATE', pgid='pgtrigger_update_update_49b05', table='penilaian_penilaianperilaku', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='penilaianperilaku',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "penilaian_penilaianperilakuevent" ("dibuat_pada", "dinilai_pada", "disiplin", "diubah_pada", "id", "integritas", "kepemimpinan", "kerjasama", "komitmen", "orientasi_pelayanan", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rata_rata", "skp_bulanan_id", "struktural", "token", "versi") VALUES (OLD."dibuat_pada", OLD."dinilai_pada", OLD."disiplin", OLD."diubah_pada", OLD."id", OLD."integritas", OLD."kepemimpinan", OLD."kerjasama", OLD."komitmen", OLD."orientasi_pelayanan", OLD."penilai_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rata_rata", OLD."skp_bulanan_id", OLD."struktural", OLD."token", OLD."versi"); RETURN NULL;', hash='88c1880468b5143f7c5b2fd1b987723f4d85bbe9', operation='DELETE', pgid='pgtrigger_delete_delete_a9510', table='penilaian_penilaianperilaku', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='penilaianperilakuevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0bbf56c9135774c1efb4b8adc698f530227ee8c2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9a204', table='penilaian_penilaianperilakuevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='rentangkualitas',
            constraint=models.UniqueConstraint(fields=('instansi', 'batas_bawah'), name='rentang_satu_per_batas', violation_error_message='Rentang dengan batas itu sudah ada.'),
        ),
        migrations.AddConstraint(
            model_name='rentangkualitas',
            constraint=models.CheckConstraint(condition=models.Q(('batas_bawah__gte', 0), ('maksimum__lte', 100), ('minimum__gte', 0), ('minimum__lte', models.F('maksimum'))), name='rentang_0_sampai_100', violation_error_message='Rentang harus antara 0 dan 100, dan nilai terendah tidak melebihi tertinggi.'),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='rentangkualitas',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "penilaian_rentangkualitasevent" ("batas_bawah", "id", "instansi_id", "maksimum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."batas_bawah", NEW."id", NEW."instansi_id", NEW."maksimum", NEW."minimum", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='cca16bda2a3f14c095b85c610ec953769d15f43a', operation='INSERT', pgid='pgtrigger_insert_insert_0d3e3', table='penilaian_rentangkualitas', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='rentangkualitas',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "penilaian_rentangkualitasevent" ("batas_bawah", "id", "instansi_id", "maksimum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."batas_bawah", NEW."id", NEW."instansi_id", NEW."maksimum", NEW."minimum", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='6256db13d74d576b715776f2bfe4222efeed951b', operation='UPDATE', pgid='pgtrigger_update_update_584d4', table='penilaian_rentangkualitas', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='rentangkualitas',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "penilaian_rentangkualitasevent" ("batas_bawah", "id", "instansi_id", "maksimum", "minimum", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."batas_bawah", OLD."id", OLD."instansi_id", OLD."maksimum", OLD."minimum", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='dc55beb33465e6eb743380c928639aa9bb1ae4c1', operation='DELETE', pgid='pgtrigger_delete_delete_1c045', table='penilaian_rentangkualitas', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='rentangkualitasevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ea493fc1aa7ee8b71962dbaf8f8ca8d020c878f3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_42627', table='penilaian_rentangkualitasevent', when='BEFORE')),
        ),
    ]
