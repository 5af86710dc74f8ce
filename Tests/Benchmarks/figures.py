"""Keeps the figures of a benchmark, with when and under what load they were measured, for book.py to print."""
import datetime
import json
import os
import pathlib


def keep(path, **told):
    """Writes figures to a file; nothing where no file is named."""
    if not path:
        return
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    told["measured"] = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
    told["load"] = [round(load, 1) for load in os.getloadavg()]
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def taken(arguments, option="--figures"):
    """Takes an option and its value out of a list of arguments; its value, or None."""
    if option not in arguments:
        return None
    at = arguments.index(option)
    value = arguments[at + 1]
    del arguments[at:at + 2]
    return value
