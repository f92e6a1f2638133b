"""What all screens share: the visit, forms, tables, language."""
