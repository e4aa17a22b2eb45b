from penilaian.models.bulanan import CapaianBulanan, PenilaianKualitas, PenilaianPerilaku, RentangKualitas

__all__ = ["CapaianBulanan", "PenilaianKualitas", "PenilaianPerilaku", "RentangKualitas"]
