from importlib import import_module

from django.db import migrations

# Who came after a year was closed was not there: of him there is a row only where a document of that year says
# something. Asked here, it holds for everything that fills, checks and repairs the rows.
BENAR_TAHUN = """
CREATE OR REPLACE FUNCTION rekap_benar_tahun(orang bigint[], tahun_rekap int[])
RETURNS TABLE (pegawai_id bigint, tahun int, instansi_id bigint, unit_id bigint, aktif boolean, skp_id bigint,
               status text, matriks int, predikat text, dikecualikan boolean)
LANGUAGE sql STABLE AS $$
    SELECT p.id, q.tahun,
           CASE WHEN t.ditutup_pada IS NULL OR r.id IS NULL THEN COALESCE(p.instansi_id, s.instansi_id, r.instansi_id)
                ELSE r.instansi_id END,
           CASE WHEN t.ditutup_pada IS NULL OR r.id IS NULL THEN p.unit_id ELSE r.unit_id END,
           CASE WHEN t.ditutup_pada IS NULL OR r.id IS NULL THEN p.is_active AND p.instansi_id IS NOT NULL
                ELSE r.aktif END,
           s.id,
           CASE WHEN s.status IS NULL THEN '' WHEN s.status = 'DIKEMBALIKAN' THEN 'DRAFT' ELSE s.status END,
           CASE WHEN s.id IS NULL THEN 0
                ELSE (SELECT count(*)::int FROM skp_pesertamatriks m WHERE m.skp_id = s.id) END,
           COALESCE((SELECT e.predikat FROM penilaian_evaluasi e
                     JOIN organisasi_periodeevaluasi pe ON pe.id = e.periode_id AND pe.jenis = 'AKHIR'
                     WHERE e.skp_id = s.id AND e.diserahkan_pada IS NOT NULL
                     ORDER BY e.diserahkan_pada DESC, e.id DESC LIMIT 1), ''),
           s.id IS NULL AND EXISTS (
               SELECT 1 FROM organisasi_pengecualian k
               WHERE k.pegawai_id = p.id AND k.mulai <= make_date(q.tahun, 12, 31)
                 AND (k.selesai IS NULL OR k.selesai >= make_date(q.tahun, 1, 1)))
    FROM unnest(orang, tahun_rekap) AS q (pegawai_id, tahun)
    JOIN dashboard_tahunrekap t ON t.tahun = q.tahun
    JOIN organisasi_pegawai p ON p.id = q.pegawai_id
    LEFT JOIN dashboard_rekappegawai r ON r.pegawai_id = q.pegawai_id AND r.tahun = q.tahun
    LEFT JOIN LATERAL (
        SELECT k.id, k.status, k.instansi_id FROM skp_skp k
        WHERE k.pegawai_id = q.pegawai_id AND k.tahun = q.tahun ORDER BY k.periode_mulai DESC LIMIT 1
    ) s ON true
    WHERE COALESCE(p.instansi_id, s.instansi_id, r.instansi_id) IS NOT NULL
      AND (t.ditutup_pada IS NULL OR t.terisi_pada IS NULL OR r.id IS NOT NULL OR s.id IS NOT NULL
           OR EXISTS (
               SELECT 1 FROM organisasi_pengecualian k
               WHERE k.pegawai_id = p.id AND k.mulai <= make_date(q.tahun, 12, 31)
                 AND (k.selesai IS NULL OR k.selesai >= make_date(q.tahun, 1, 1))))
$$
"""
BEFORE = import_module("dashboard.migrations.0001_rekap").BENAR_TAHUN


class Migration(migrations.Migration):
    dependencies = [("dashboard", "0002_pengingat_pengisian")]

    operations = [migrations.RunSQL(BENAR_TAHUN, BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"))]
