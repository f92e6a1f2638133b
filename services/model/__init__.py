"""Floor 0: what the programme keeps, in the field's words. Pure: pydantic, phonenumbers and the standard library."""
