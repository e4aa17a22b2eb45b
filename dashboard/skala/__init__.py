"""A database of the size of a country, made of rows that the application itself could have written.

People, units and documents follow by arithmetic from a seed and their own number, so the same seed gives the same
rows, nothing has to be kept in memory, and a part can be gone through again. They go in by COPY.
"""
