"""The demo city: Pemerintah Kota Sukamaju, its people and two years of their work. Names and acts are invented.

`susunan` and `teks` are what is told; the other modules turn it into rows, always relative to the present day.
"""
