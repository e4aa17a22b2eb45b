from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import kegiatan.models.bukti
import pgtrigger.compiler
import ekinerja.migrating
import ekinerja.triggers
import uuid


class Migration(ekinerja.migrating.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('skp', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bukti',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('jenis', models.CharField(choices=[('BERKAS', 'Berkas'), ('TAUTAN', 'Tautan')], max_length=6, verbose_name='jenis')),
                ('nama', models.CharField(max_length=255, verbose_name='nama')),
                ('berkas', models.FileField(blank=True, upload_to=kegiatan.models.bukti.stored_name, verbose_name='berkas')),
                ('tipe', models.CharField(blank=True, max_length=100, verbose_name='tipe berkas')),
                ('ukuran', models.PositiveIntegerField(default=0, verbose_name='ukuran (byte)')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='sidik SHA-256')),
                ('tautan', models.URLField(blank=True, max_length=500, verbose_name='tautan')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
            ],
            options={
                'verbose_name': 'bukti',
                'verbose_name_plural': 'bukti',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='BuktiEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('jenis', models.CharField(choices=[('BERKAS', 'Berkas'), ('TAUTAN', 'Tautan')], max_length=6, verbose_name='jenis')),
                ('nama', models.CharField(max_length=255, verbose_name='nama')),
                ('berkas', models.FileField(blank=True, upload_to=kegiatan.models.bukti.stored_name, verbose_name='berkas')),
                ('tipe', models.CharField(blank=True, max_length=100, verbose_name='tipe berkas')),
                ('ukuran', models.PositiveIntegerField(default=0, verbose_name='ukuran (byte)')),
                ('sha256', models.CharField(blank=True, max_length=64, verbose_name='sidik SHA-256')),
                ('tautan', models.URLField(blank=True, max_length=500, verbose_name='tautan')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KegiatanHarian',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tanggal', models.DateField(verbose_name='tgl. kegiatan harian')),
                ('mulai', models.TimeField(verbose_name='waktu mulai')),
                ('selesai', models.TimeField(verbose_name='waktu selesai')),
                ('uraian', models.CharField(max_length=2000, verbose_name='kegiatan harian')),
                ('kuantitas', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='kuantitas')),
                ('status_proses', models.BooleanField(choices=[(True, 'YA'), (False, 'TIDAK')], verbose_name='status proses')),
                ('jenis', models.CharField(choices=[('SKP', 'SKP'), ('PRODUKTIVITAS', 'Produktivitas')], max_length=13, verbose_name='jenis kegiatan harian')),
                ('status', models.CharField(choices=[('TERCATAT', 'Belum dinilai'), ('DINILAI', 'Dinilai')], default='TERCATAT', max_length=8, verbose_name='status')),
                ('nilai', models.PositiveSmallIntegerField(blank=True, choices=[(100, 'Sangat Baik'), (90, 'Baik'), (75, 'Cukup'), (60, 'Kurang'), (50, 'Buruk')], null=True, verbose_name='penilaian')),
                ('catatan', models.TextField(blank=True, max_length=1000, verbose_name='catatan penilai')),
                ('dinilai_pada', models.DateTimeField(blank=True, null=True, verbose_name='dinilai pada')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
            ],
            options={
                'verbose_name': 'kegiatan harian',
                'verbose_name_plural': 'kegiatan harian',
                'ordering': ['-tanggal', '-mulai', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='KegiatanHarianEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('tanggal', models.DateField(verbose_name='tgl. kegiatan harian')),
                ('mulai', models.TimeField(verbose_name='waktu mulai')),
                ('selesai', models.TimeField(verbose_name='waktu selesai')),
                ('uraian', models.CharField(max_length=2000, verbose_name='kegiatan harian')),
                ('kuantitas', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='kuantitas')),
                ('status_proses', models.BooleanField(choices=[(True, 'YA'), (False, 'TIDAK')], verbose_name='status proses')),
                ('jenis', models.CharField(choices=[('SKP', 'SKP'), ('PRODUKTIVITAS', 'Produktivitas')], max_length=13, verbose_name='jenis kegiatan harian')),
                ('status', models.CharField(choices=[('TERCATAT', 'Belum dinilai'), ('DINILAI', 'Dinilai')], default='TERCATAT', max_length=8, verbose_name='status')),
                ('nilai', models.PositiveSmallIntegerField(blank=True, choices=[(100, 'Sangat Baik'), (90, 'Baik'), (75, 'Cukup'), (60, 'Kurang'), (50, 'Buruk')], null=True, verbose_name='penilaian')),
                ('catatan', models.TextField(blank=True, max_length=1000, verbose_name='catatan penilai')),
                ('dinilai_pada', models.DateTimeField(blank=True, null=True, verbose_name='dinilai pada')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Kreativitas',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                ('tahun', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('status', models.CharField(choices=[('DIAJUKAN', 'Menunggu konfirmasi'), ('DIKONFIRMASI', 'Dikonfirmasi'), ('DITOLAK', 'Ditolak')], default='DIAJUKAN', max_length=12, verbose_name='status')),
                ('alasan', models.TextField(blank=True, verbose_name='alasan')),
                ('diputuskan_pada', models.DateTimeField(blank=True, null=True, verbose_name='diputuskan pada')),
                ('uraian', models.CharField(max_length=1000, verbose_name='kreativitas')),
                ('tingkat', models.CharField(choices=[('unit kerja', 'Unit kerja'), ('instansi', 'Instansi'), ('negara', 'Negara')], max_length=10, verbose_name='bermanfaat bagi')),
                ('nomor_surat', models.CharField(max_length=100, verbose_name='no. surat keterangan')),
                ('tanggal_surat', models.DateField(verbose_name='tanggal surat')),
            ],
            options={
                'verbose_name': 'kreativitas',
                'verbose_name_plural': 'kreativitas',
                'ordering': ['-tahun', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='KreativitasEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                ('tahun', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('status', models.CharField(choices=[('DIAJUKAN', 'Menunggu konfirmasi'), ('DIKONFIRMASI', 'Dikonfirmasi'), ('DITOLAK', 'Ditolak')], default='DIAJUKAN', max_length=12, verbose_name='status')),
                ('alasan', models.TextField(blank=True, verbose_name='alasan')),
                ('diputuskan_pada', models.DateTimeField(blank=True, null=True, verbose_name='diputuskan pada')),
                ('uraian', models.CharField(max_length=1000, verbose_name='kreativitas')),
                ('tingkat', models.CharField(choices=[('unit kerja', 'Unit kerja'), ('instansi', 'Instansi'), ('negara', 'Negara')], max_length=10, verbose_name='bermanfaat bagi')),
                ('nomor_surat', models.CharField(max_length=100, verbose_name='no. surat keterangan')),
                ('tanggal_surat', models.DateField(verbose_name='tanggal surat')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Realisasi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                ('waktu', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='realisasi waktu')),
                ('biaya', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='realisasi biaya')),
            ],
            options={
                'verbose_name': 'realisasi waktu dan biaya',
                'verbose_name_plural': 'realisasi waktu dan biaya',
            },
        ),
        migrations.CreateModel(
            name='RealisasiEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                ('waktu', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='realisasi waktu')),
                ('biaya', models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name='realisasi biaya')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RiwayatKegiatan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('aksi', models.CharField(choices=[('NILAI', 'Nilai'), ('BATAL_NILAI', 'Batal nilai')], max_length=12, verbose_name='aksi')),
                ('nilai', models.PositiveSmallIntegerField(blank=True, choices=[(100, 'Sangat Baik'), (90, 'Baik'), (75, 'Cukup'), (60, 'Kurang'), (50, 'Buruk')], null=True, verbose_name='penilaian')),
                ('pada', models.DateTimeField(verbose_name='pada')),
                ('catatan', models.TextField(blank=True, verbose_name='catatan')),
            ],
            options={
                'verbose_name': 'riwayat kegiatan harian',
                'verbose_name_plural': 'riwayat kegiatan harian',
                'ordering': ['pada', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TugasTambahan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                ('tahun', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('status', models.CharField(choices=[('DIAJUKAN', 'Menunggu konfirmasi'), ('DIKONFIRMASI', 'Dikonfirmasi'), ('DITOLAK', 'Ditolak')], default='DIAJUKAN', max_length=12, verbose_name='status')),
                ('alasan', models.TextField(blank=True, verbose_name='alasan')),
                ('diputuskan_pada', models.DateTimeField(blank=True, null=True, verbose_name='diputuskan pada')),
                ('uraian', models.CharField(max_length=1000, verbose_name='tugas tambahan')),
                ('nomor_sk', models.CharField(max_length=100, verbose_name='no. SK')),
                ('tanggal_sk', models.DateField(verbose_name='tanggal SK')),
                ('eselon_penandatangan', models.CharField(choices=[('NEGARA', 'Kepala daerah / pejabat negara'), ('I', 'Eselon I'), ('II', 'Eselon II')], max_length=6, verbose_name='penandatangan SK')),
                ('nama_penandatangan', models.CharField(max_length=200, verbose_name='nama dan jabatan penandatangan')),
            ],
            options={
                'verbose_name': 'tugas tambahan',
                'verbose_name_plural': 'tugas tambahan',
                'ordering': ['-tahun', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TugasTambahanEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, verbose_name='token formulir')),
                ('versi', models.PositiveIntegerField(default=1, editable=False, verbose_name='versi')),
                ('dibuat_pada', models.DateTimeField(auto_now_add=True, verbose_name='dibuat pada')),
                ('diubah_pada', models.DateTimeField(auto_now=True, verbose_name='diubah pada')),
                ('tahun', models.PositiveSmallIntegerField(verbose_name='tahun')),
                ('status', models.CharField(choices=[('DIAJUKAN', 'Menunggu konfirmasi'), ('DIKONFIRMASI', 'Dikonfirmasi'), ('DITOLAK', 'Ditolak')], default='DIAJUKAN', max_length=12, verbose_name='status')),
                ('alasan', models.TextField(blank=True, verbose_name='alasan')),
                ('diputuskan_pada', models.DateTimeField(blank=True, null=True, verbose_name='diputuskan pada')),
                ('uraian', models.CharField(max_length=1000, verbose_name='tugas tambahan')),
                ('nomor_sk', models.CharField(max_length=100, verbose_name='no. SK')),
                ('tanggal_sk', models.DateField(verbose_name='tanggal SK')),
                ('eselon_penandatangan', models.CharField(choices=[('NEGARA', 'Kepala daerah / pejabat negara'), ('I', 'Eselon I'), ('II', 'Eselon II')], max_length=6, verbose_name='penandatangan SK')),
                ('nama_penandatangan', models.CharField(max_length=200, verbose_name='nama dan jabatan penandatangan')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='bukti',
            name='pemilik',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bukti', to=settings.AUTH_USER_MODEL, verbose_name='pemilik'),
        ),
        migrations.AddField(
            model_name='buktievent',
            name='pemilik',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pemilik'),
        ),
        migrations.AddField(
            model_name='buktievent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='buktievent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='kegiatan.bukti'),
        ),
        migrations.AddField(
            model_name='kegiatanharian',
            name='bukti',
            field=models.ManyToManyField(blank=True, related_name='kegiatan_harian', to='kegiatan.bukti', verbose_name='bukti pendukung'),
        ),
        migrations.AddField(
            model_name='kegiatanharian',
            name='dinilai_oleh',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dinilai oleh'),
        ),
        migrations.AddField(
            model_name='kegiatanharian',
            name='pegawai',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='kegiatan_harian', to=settings.AUTH_USER_MODEL, verbose_name='pegawai'),
        ),
        migrations.AddField(
            model_name='kegiatanharian',
            name='penilai',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pejabat penilai'),
        ),
        migrations.AddField(
            model_name='kegiatanharian',
            name='target',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='kegiatan_harian', to='skp.targetbulanan', verbose_name='SKP Bulanan'),
        ),
        migrations.AddField(
            model_name='kegiatanharianevent',
            name='dinilai_oleh',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='dinilai oleh'),
        ),
        migrations.AddField(
            model_name='kegiatanharianevent',
            name='pegawai',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pegawai'),
        ),
        migrations.AddField(
            model_name='kegiatanharianevent',
            name='penilai',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pejabat penilai'),
        ),
        migrations.AddField(
            model_name='kegiatanharianevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='kegiatanharianevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='kegiatan.kegiatanharian'),
        ),
        migrations.AddField(
            model_name='kegiatanharianevent',
            name='target',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='skp.targetbulanan', verbose_name='SKP Bulanan'),
        ),
        migrations.AddField(
            model_name='kreativitas',
            name='berkas',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='kegiatan.bukti', verbose_name='berkas SK'),
        ),
        migrations.AddField(
            model_name='kreativitas',
            name='diputuskan_oleh',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diputuskan oleh'),
        ),
        migrations.AddField(
            model_name='kreativitas',
            name='pegawai',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to=settings.AUTH_USER_MODEL, verbose_name='pegawai'),
        ),
        migrations.AddField(
            model_name='kreativitas',
            name='penilai',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_dinilai', to=settings.AUTH_USER_MODEL, verbose_name='pejabat penilai'),
        ),
        migrations.AddField(
            model_name='kreativitasevent',
            name='berkas',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kegiatan.bukti', verbose_name='berkas SK'),
        ),
        migrations.AddField(
            model_name='kreativitasevent',
            name='diputuskan_oleh',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diputuskan oleh'),
        ),
        migrations.AddField(
            model_name='kreativitasevent',
            name='pegawai',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pegawai'),
        ),
        migrations.AddField(
            model_name='kreativitasevent',
            name='penilai',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pejabat penilai'),
        ),
        migrations.AddField(
            model_name='kreativitasevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='kreativitasevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='kegiatan.kreativitas'),
        ),
        migrations.AddField(
            model_name='realisasi',
            name='diisi_oleh',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diisi oleh'),
        ),
        migrations.AddField(
            model_name='realisasi',
            name='target',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='realisasi', to='skp.targetbulanan', verbose_name='target SKP Bulanan'),
        ),
        migrations.AddField(
            model_name='realisasievent',
            name='diisi_oleh',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diisi oleh'),
        ),
        migrations.AddField(
            model_name='realisasievent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='realisasievent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='kegiatan.realisasi'),
        ),
        migrations.AddField(
            model_name='realisasievent',
            name='target',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='skp.targetbulanan', verbose_name='target SKP Bulanan'),
        ),
        migrations.AddField(
            model_name='riwayatkegiatan',
            name='kegiatan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='riwayat', to='kegiatan.kegiatanharian'),
        ),
        migrations.AddField(
            model_name='riwayatkegiatan',
            name='oleh',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='oleh'),
        ),
        migrations.AddField(
            model_name='tugastambahan',
            name='berkas',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='kegiatan.bukti', verbose_name='berkas SK'),
        ),
        migrations.AddField(
            model_name='tugastambahan',
            name='diputuskan_oleh',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diputuskan oleh'),
        ),
        migrations.AddField(
            model_name='tugastambahan',
            name='pegawai',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to=settings.AUTH_USER_MODEL, verbose_name='pegawai'),
        ),
        migrations.AddField(
            model_name='tugastambahan',
            name='penilai',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_dinilai', to=settings.AUTH_USER_MODEL, verbose_name='pejabat penilai'),
        ),
        migrations.AddField(
            model_name='tugastambahanevent',
            name='berkas',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='kegiatan.bukti', verbose_name='berkas SK'),
        ),
        migrations.AddField(
            model_name='tugastambahanevent',
            name='diputuskan_oleh',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='diputuskan oleh'),
        ),
        migrations.AddField(
            model_name='tugastambahanevent',
            name='pegawai',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pegawai'),
        ),
        migrations.AddField(
            model_name='tugastambahanevent',
            name='penilai',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='pejabat penilai'),
        ),
        migrations.AddField(
            model_name='tugastambahanevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='tugastambahanevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='kegiatan.tugastambahan'),
        ),
        migrations.AddIndex(
            model_name='bukti',
            index=models.Index(fields=['pemilik', 'sha256'], name='bukti_pemilik_sidik'),
        ),
        migrations.AddConstraint(
            model_name='bukti',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('jenis', 'BERKAS'), ('tautan', ''), ('ukuran__gt', 0), models.Q(('berkas', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), models.Q(('berkas', ''), ('jenis', 'TAUTAN'), ('sha256', ''), ('ukuran', 0), models.Q(('tautan', ''), _negated=True)), _connector='OR'), name='bukti_berkas_atau_tautan'),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='bukti',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kegiatan_buktievent" ("berkas", "dibuat_pada", "id", "jenis", "nama", "pemilik_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "tautan", "tipe", "ukuran") VALUES (NEW."berkas", NEW."dibuat_pada", NEW."id", NEW."jenis", NEW."nama", NEW."pemilik_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."tautan", NEW."tipe", NEW."ukuran"); RETURN NULL;', hash='d164b1c0d26ef57ccc57705f3ac202222a30a1e6', operation='INSERT', pgid='pgtrigger_insert_insert_745bf', table='kegiatan_bukti', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='bukti',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kegiatan_buktievent" ("berkas", "dibuat_pada", "id", "jenis", "nama", "pemilik_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "tautan", "tipe", "ukuran") VALUES (NEW."berkas", NEW."dibuat_pada", NEW."id", NEW."jenis", NEW."nama", NEW."pemilik_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."tautan", NEW."tipe", NEW."ukuran"); RETURN NULL;', hash='970c644385b6aee49f79114685f7b6a52ca89804', operation='UPDATE', pgid='pgtrigger_update_update_8ad89', table='kegiatan_bukti', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='bukti',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kegiatan_buktievent" ("berkas", "dibuat_pada", "id", "jenis", "nama", "pemilik_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "tautan", "tipe", "ukuran") VALUES (OLD."berkas", OLD."dibuat_pada", OLD."id", OLD."jenis", OLD."nama", OLD."pemilik_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."tautan", OLD."tipe", OLD."ukuran"); RETURN NULL;', hash='5581e6951501bd898d08b57aedc7d1366c16b7ef', operation='DELETE', pgid='pgtrigger_delete_delete_48dd5', table='kegiatan_bukti', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='buktievent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ebd38eb7061bd8bf061d9df2e39abede1277bd12', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9e3f2', table='kegiatan_buktievent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='kegiatanharian',
            index=models.Index(fields=['pegawai', 'tanggal'], name='kegiatan_pegawai_tanggal'),
        ),
        migrations.AddIndex(
            model_name='kegiatanharian',
            index=models.Index(condition=models.Q(('status', 'TERCATAT')), fields=['penilai', 'tanggal'], name='kegiatan_menunggu_nilai'),
        ),
        migrations.AddConstraint(
            model_name='kegiatanharian',
            constraint=models.UniqueConstraint(fields=('tanggal', 'token'), name='kegiatan_token_per_tanggal', violation_error_message='Formulir ini sudah pernah dikirim. Muat ulang halaman lalu isi lagi.'),
        ),
        migrations.AddConstraint(
            model_name='kegiatanharian',
            constraint=models.CheckConstraint(condition=models.Q(('mulai__lt', models.F('selesai'))), name='kegiatan_mulai_sebelum_selesai', violation_error_message='Waktu selesai harus sesudah waktu mulai.'),
        ),
        migrations.AddConstraint(
            model_name='kegiatanharian',
            constraint=models.CheckConstraint(condition=models.Q(('kuantitas__gte', 0)), name='kegiatan_kuantitas_tidak_negatif'),
        ),
        migrations.AddConstraint(
            model_name='kegiatanharian',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('jenis', 'SKP'), ('target__isnull', False)), models.Q(('jenis', 'PRODUKTIVITAS'), ('target__isnull', True)), _connector='OR'), name='kegiatan_skp_punya_target', violation_error_message='Kegiatan SKP harus memilih target SKP Bulanan; kegiatan Produktivitas tidak.'),
        ),
        migrations.AddConstraint(
            model_name='kegiatanharian',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('dinilai_oleh__isnull', True), ('dinilai_pada__isnull', True), ('nilai__isnull', True), ('status', 'TERCATAT')), models.Q(('dinilai_oleh__isnull', False), ('dinilai_pada__isnull', False), ('nilai__in', [100, 90, 75, 60, 50]), ('status', 'DINILAI')), _connector='OR'), name='kegiatan_nilai_sesuai_status'),
        ),
        migrations.AddConstraint(
            model_name='kegiatanharian',
            constraint=models.CheckConstraint(condition=models.Q(('dinilai_oleh__isnull', True), models.Q(('dinilai_oleh', models.F('pegawai')), _negated=True), _connector='OR'), name='kegiatan_bukan_penilai_sendiri'),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='kegiatanharian',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kegiatan_kegiatanharianevent" ("catatan", "dibuat_pada", "dinilai_oleh_id", "dinilai_pada", "diubah_pada", "id", "jenis", "kuantitas", "mulai", "nilai", "pegawai_id", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "selesai", "status", "status_proses", "tanggal", "target_id", "token", "uraian", "versi") VALUES (NEW."catatan", NEW."dibuat_pada", NEW."dinilai_oleh_id", NEW."dinilai_pada", NEW."diubah_pada", NEW."id", NEW."jenis", NEW."kuantitas", NEW."mulai", NEW."nilai", NEW."pegawai_id", NEW."penilai_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."selesai", NEW."status", NEW."status_proses", NEW."tanggal", NEW."target_id", NEW."token", NEW."uraian", NEW."versi"); RETURN NULL;', hash='baa543cd152af01e73cc32dfda332282929ec9ae', operation='INSERT', pgid='pgtrigger_insert_insert_07c71', table='kegiatan_kegiatanharian', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='kegiatanharian',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kegiatan_kegiatanharianevent" ("catatan", "dibuat_pada", "dinilai_oleh_id", "dinilai_pada", "diubah_pada", "id", "jenis", "kuantitas", "mulai", "nilai", "pegawai_id", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "selesai", "status", "status_proses", "tanggal", "target_id", "token", "uraian", "versi") VALUES (NEW."catatan", NEW."dibuat_pada", NEW."dinilai_oleh_id", NEW."dinilai_pada", NEW."diubah_pada", NEW."id", NEW."jenis", NEW."kuantitas", NEW."mulai", NEW."nilai", NEW."pegawai_id", NEW."penilai_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."selesai", NEW."status", NEW."status_proses", NEW."tanggal", NEW."target_id", NEW."token", NEW."uraian", NEW."versi"); RETURN NULL;', hash='9854f49ff8c6d564ab058191d9d36902f9662bcc', operation='UPDATE', pgid='pgtrigger_update_update_019e2', table='kegiatan_kegiatanharian', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='kegiatanharian',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kegiatan_kegiatanharianevent" ("catatan", "dibuat_pada", "dinilai_oleh_id", "dinilai_pada", "diubah_pada", "id", "jenis", "kuantitas", "mulai", "nilai", "pegawai_id", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "selesai", "status", "status_proses", "tanggal", "target_id", "token", "uraian", "versi") VALUES (OLD."catatan", OLD."dibuat_pada", OLD."dinilai_oleh_id", OLD."dinilai_pada", OLD."diubah_pada", OLD."id", OLD."jenis", OLD."kuantitas", OLD."mulai", OLD."nilai", OLD."pegawai_id", OLD."penilai_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."selesai", OLD."status", OLD."status_proses", OLD."tanggal", OLD."target_id", OLD."token", OLD."uraian", OLD."versi"); RETURN NULL;', hash='1fea1b06d0a987e6fa62490a34ca69ce1cdc479d', operation='DELETE', pgid='pgtrigger_delete_delete_9a1d3', table='kegiatan_kegiatanharian', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='kegiatanharianevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2ef9a1622abd1842771457a541b3f1a09e67f028', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e7ccc', table='kegiatan_kegiatanharianevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='kreativitas',
            index=models.Index(fields=['pegawai', 'tahun'], name='kreativitas_pegawai'),
        ),
        migrations.AddIndex(
            model_name='kreativitas',
            index=models.Index(fields=['penilai', 'tahun'], name='kreativitas_penilai'),
        ),
        migrations.AddConstraint(
            model_name='kreativitas',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('diputuskan_oleh__isnull', True), ('status', 'DIAJUKAN')), models.Q(('diputuskan_oleh__isnull', False), ('status__in', ['DIKONFIRMASI', 'DITOLAK'])), _connector='OR'), name='kreativitas_diputuskan'),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='kreativitas',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kegiatan_kreativitasevent" ("alasan", "berkas_id", "dibuat_pada", "diputuskan_oleh_id", "diputuskan_pada", "diubah_pada", "id", "nomor_surat", "pegawai_id", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "tahun", "tanggal_surat", "tingkat", "token", "uraian", "versi") VALUES (NEW."alasan", NEW."berkas_id", NEW."dibuat_pada", NEW."diputuskan_oleh_id", NEW."diputuskan_pada", NEW."diubah_pada", NEW."id", NEW."nomor_surat", NEW."pegawai_id", NEW."penilai_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status", NEW."tahun", NEW."tanggal_surat", NEW."tingkat", NEW."token", NEW."uraian", NEW."versi"); RETURN NULL;', hash='e1d7a1bed331cbf3de92a853565de7c1bfd57033', operation='INSERT', pgid='pgtrigger_insert_insert_e9ccc', table='kegiatan_kreativitas', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='kreativitas',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kegiatan_kreativitasevent" ("alasan", "berkas_id", "dibuat_pada", "diputuskan_oleh_id", "diputuskan_pada", "diubah_pada", "id", "nomor_surat", "pegawai_id", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "tahun", "tanggal_surat", "tingkat", "token", "uraian", "versi") VALUES (NEW."alasan", NEW."berkas_id", NEW."dibuat_pada", NEW."diputuskan_oleh_id", NEW."diputuskan_pada", NEW."diubah_pada", NEW."id", NEW."nomor_surat", NEW."pegawai_id", NEW."penilai_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status", NEW."tahun", NEW."tanggal_surat", NEW."tingkat", NEW."token", NEW."uraian", NEW."versi"); RETURN NULL;', hash='4d9b97cd3f0367e58e269c9930d37528aebcfe37', operation='UPDATE', pgid='pgtrigger_update_update_f0b04', table='kegiatan_kreativitas', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='kreativitas',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kegiatan_kreativitasevent" ("alasan", "berkas_id", "dibuat_pada", "diputuskan_oleh_id", "diputuskan_pada", "diubah_pada", "id", "nomor_surat", "pegawai_id", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "tahun", "tanggal_surat", "tingkat", "token", "uraian", "versi") VALUES (OLD."alasan", OLD."berkas_id", OLD."dibuat_pada", OLD."diputuskan_oleh_id", OLD."diputuskan_pada", OLD."diubah_pada", OLD."id", OLD."nomor_surat", OLD."pegawai_id", OLD."penilai_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status", OLD."tahun", OLD."tanggal_surat", OLD."tingkat", OLD."token", OLD."uraian", OLD."versi"); RETURN NULL;', hash='5979d229aa79a20c90e121e41e7c90adbdfde6ff', operation='DELETE', pgid='pgtrigger_delete_delete_a4bbc', table='kegiatan_kreativitas', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='kreativitasevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a199cc8f3ef5848f4ef95b9333242b52c52ae933', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3f0b7', table='kegiatan_kreativitasevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='realisasi',
            constraint=models.CheckConstraint(condition=models.Q(('waktu__gte', 0)), name='realisasi_waktu_tidak_negatif'),
        ),
        migrations.AddConstraint(
            model_name='realisasi',
            constraint=models.CheckConstraint(condition=models.Q(('biaya__isnull', True), ('biaya__gte', 0), _connector='OR'), name='realisasi_biaya_tidak_negatif'),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='realisasi',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kegiatan_realisasievent" ("biaya", "dibuat_pada", "diisi_oleh_id", "diubah_pada", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "token", "versi", "waktu") VALUES (NEW."biaya", NEW."dibuat_pada", NEW."diisi_oleh_id", NEW."diubah_pada", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."target_id", NEW."token", NEW."versi", NEW."waktu"); RETURN NULL;', hash='13ac112f1738ed15a5f420d7fd83d1c1abcde28b', operation='INSERT', pgid='pgtrigger_insert_insert_4040d', table='kegiatan_realisasi', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='realisasi',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kegiatan_realisasievent" ("biaya", "dibuat_pada", "diisi_oleh_id", "diubah_pada", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "token", "versi", "waktu") VALUES (NEW."biaya", NEW."dibuat_pada", NEW."diisi_oleh_id", NEW."diubah_pada", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."target_id", NEW."token", NEW."versi", NEW."waktu"); RETURN NULL;', hash='a5e0959c7e7ca3be200486cdab0ad047cd755795', operation='UPDATE', pgid='pgtrigger_update_update_cd4c7', table='kegiatan_realisasi', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='realisasi',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kegiatan_realisasievent" ("biaya", "dibuat_pada", "diisi_oleh_id", "diubah_pada", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "target_id", "token", "versi", "waktu") VALUES (OLD."biaya", OLD."dibuat_pada", OLD."diisi_oleh_id", OLD."diubah_pada", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."target_id", OLD."token", OLD."versi", OLD."waktu"); RETURN NULL;', hash='759f152409b26827024a23fe74083a3d9b10b143', operation='DELETE', pgid='pgtrigger_delete_delete_ed8ca', table='kegiatan_realisasi', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='realisasievent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4dfd0e6cc921adb6d5b9aefe6fd4a29d8b7ac04c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6053e', table='kegiatan_realisasievent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='tugastambahan',
            index=models.Index(fields=['pegawai', 'tahun'], name='tugas_tambahan_pegawai'),
        ),
        migrations.AddIndex(
            model_name='tugastambahan',
            index=models.Index(fields=['penilai', 'tahun'], name='tugas_tambahan_penilai'),
        ),
        migrations.AddConstraint(
            model_name='tugastambahan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('diputuskan_oleh__isnull', True), ('status', 'DIAJUKAN')), models.Q(('diputuskan_oleh__isnull', False), ('status__in', ['DIKONFIRMASI', 'DITOLAK'])), _connector='OR'), name='tugas_tambahan_diputuskan'),
        ),
        migrations.AddConstraint(
            model_name='tugastambahan',
            constraint=models.UniqueConstraint(fields=('pegawai', 'tahun', 'nomor_sk', 'uraian'), name='tugas_tambahan_sekali', violation_error_message='Tugas tambahan dengan No. SK itu sudah ada untuk tahun itu.'),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='tugastambahan',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kegiatan_tugastambahanevent" ("alasan", "berkas_id", "dibuat_pada", "diputuskan_oleh_id", "diputuskan_pada", "diubah_pada", "eselon_penandatangan", "id", "nama_penandatangan", "nomor_sk", "pegawai_id", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "tahun", "tanggal_sk", "token", "uraian", "versi") VALUES (NEW."alasan", NEW."berkas_id", NEW."dibuat_pada", NEW."diputuskan_oleh_id", NEW."diputuskan_pada", NEW."diubah_pada", NEW."eselon_penandatangan", NEW."id", NEW."nama_penandatangan", NEW."nomor_sk", NEW."pegawai_id", NEW."penilai_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status", NEW."tahun", NEW."tanggal_sk", NEW."token", NEW."uraian", NEW."versi"); RETURN NULL;', hash='f717c1de467d61ed5997bafde17b08efe590abfb', operation='INSERT', pgid='pgtrigger_insert_insert_6f5ae', table='kegiatan_tugastambahan', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='tugastambahan',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "kegiatan_tugastambahanevent" ("alasan", "berkas_id", "dibuat_pada", "diputuskan_oleh_id", "diputuskan_pada", "diubah_pada", "eselon_penandatangan", "id", "nama_penandatangan", "nomor_sk", "pegawai_id", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "tahun", "tanggal_sk", "token", "uraian", "versi") VALUES (NEW."alasan", NEW."berkas_id", NEW."dibuat_pada", NEW."diputuskan_oleh_id", NEW."diputuskan_pada", NEW."diubah_pada", NEW."eselon_penandatangan", NEW."id", NEW."nama_penandatangan", NEW."nomor_sk", NEW."pegawai_id", NEW."penilai_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status", NEW."tahun", NEW."tanggal_sk", NEW."token", NEW."uraian", NEW."versi"); RETURN NULL;', hash='7cb59a4f93eea123ba4457db4daede1daee0994f', operation='UPDATE', pgid='pgtrigger_update_update_2e014', table='kegiatan_tugastambahan', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='tugastambahan',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "kegiatan_tugastambahanevent" ("alasan", "berkas_id", "dibuat_pada", "diputuskan_oleh_id", "diputuskan_pada", "diubah_pada", "eselon_penandatangan", "id", "nama_penandatangan", "nomor_sk", "pegawai_id", "penilai_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "tahun", "tanggal_sk", "token", "uraian", "versi") VALUES (OLD."alasan", OLD."berkas_id", OLD."dibuat_pada", OLD."diputuskan_oleh_id", OLD."diputuskan_pada", OLD."diubah_pada", OLD."eselon_penandatangan", OLD."id", OLD."nama_penandatangan", OLD."nomor_sk", OLD."pegawai_id", OLD."penilai_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."status", OLD."tahun", OLD."tanggal_sk", OLD."token", OLD."uraian", OLD."versi"); RETURN NULL;', hash='02159d515afbd53726b9c5d2fc2f5266ed6305dd', operation='DELETE', pgid='pgtrigger_delete_delete_046ca', table='kegiatan_tugastambahan', when='AFTER')),
        ),
        ekinerja.triggers.AddTrigger(
            model_name='tugastambahanevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5c011c97590d503d06c3b5527ecb63fe915f6f7b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0256c', table='kegiatan_tugastambahanevent', when='BEFORE')),
        ),
    ]
