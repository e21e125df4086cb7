"""Tables that leave the portal for a spreadsheet."""


def neutralise_formula(value: str) -> str:
    """Keep a spreadsheet from running what a stranger typed: an address may start with “=”."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else value
