"""Registers the kinds of this room, and the works that read and apply them."""

from organisasi.impor import tugas
from organisasi.impor.jabatan import JenisImporJabatan
from organisasi.impor.jenis import register
from organisasi.impor.pegawai import JenisImporPegawai
from organisasi.impor.unit import JenisImporUnit

__all__ = ["tugas"]

for jenis in (JenisImporUnit(), JenisImporJabatan(), JenisImporPegawai()):
    register(jenis)
