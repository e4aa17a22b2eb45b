"""Rule books: plain values in, plain values out. One module per rule book.

Nothing here knows Django, the clock or the settings.
"""
