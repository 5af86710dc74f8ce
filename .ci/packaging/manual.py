"""Manual pages from the command's own description: `writethru --experimental-dump-help | manual.py FOLDER VERSION`.

One page for the command and one a verb (`writethru-watch.1`), in the man(7) macros that groff and mandoc share. They bear
the day of $SOURCE_DATE_EPOCH, so that the same sources give the same pages.
"""

import datetime
import json
import os
import sys

# Paragraphs of the command's own text that have a section of their own, by how they begin.
SECTIONS = {"Try it:": "EXAMPLES", "Exit codes:": "EXIT STATUS"}

ENVIRONMENT = [("WRITETHRU_ARCHIVE", "The archive's folder where --archive does not name one."),
               ("WRITETHRU_FLEET", "The fleet's database where --fleet and the settings do not name one."),
               ("NO_COLOR", "Where it is set, reports have no colour.")]
FILES = [("writethru-archive/", "The archive, where nothing else names one."),
         ("writethru-archive/writethru.yaml", "Its settings; `writethru config default` prints them all.")]


def roff(text):
    """Text that roff prints as it is."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").split("\n")
    return "\n".join("\\&" + line.rstrip() if line[:1] in (".", "'") else line.rstrip() for line in lines)


def folded(text):
    """A paragraph as roff likes to have it: in short lines, which it fills again."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) > 76:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return roff("\n".join(lines + [line]))


def bold(text):
    return f"\\fB{roff(text)}\\fR"


def italic(text):
    return f"\\fI{roff(text)}\\fR"


def spelling(argument):
    """How an argument is written: `--archive dir`, `story`, the words to be typed in bold, those to be chosen in italics."""
    value = argument.get("valueName", "")
    if argument["kind"] == "positional":
        word = italic(value)
    else:
        names = argument.get("names", [])
        word = ", ".join(bold(("-" if name["kind"] == "short" else "--") + name["name"]) for name in names)
        if argument["kind"] == "option":
            word += " " + italic(value)
    return word + (" ..." if argument.get("isRepeating") else "")


def synopsis(argument):
    """An argument in the synopsis: its longest name only."""
    names = argument.get("names", [])
    short = dict(argument, names=[max(names, key=lambda name: len(name["name"]))] if names else [])
    return f"[{spelling(short)}]" if argument.get("isOptional") else spelling(short)


def meaning(argument):
    """What an argument does, which values it takes, and which it has when it is not given."""
    text = (argument.get("abstract") or "").strip()
    values = argument.get("allValueStrings") or argument.get("allValues") or []
    default = argument.get("defaultValue")
    if not all(value in text for value in values):
        text += f" One of {', '.join(values)}."
    if default and argument["kind"] != "flag":
        text += f" Default: {default}."
    return folded(text or " ")


def shown(arguments):
    return [argument for argument in arguments or [] if argument.get("shouldDisplay", True)]


def verbs_of(command):
    """The verbs that people call."""
    return [verb for verb in command.get("subcommands", [])
            if verb["commandName"] != "help" and verb.get("shouldDisplay", True)]


def paragraphs(text):
    """The paragraphs of a text: lines that are set in stay as they are."""
    lines = []
    for paragraph in text.strip("\n").split("\n\n"):
        lines.append(".PP")
        plain = []
        block = paragraph.split("\n")
        while block:
            if not block[0].startswith("  "):
                plain.append(block.pop(0))
                continue
            if plain:
                lines.append(folded(" ".join(plain)))
                plain = []
            lines += [".RS 2", ".nf"]
            while block and block[0].startswith("  "):
                lines.append(roff(block.pop(0)[2:]))
            lines += [".fi", ".RE"]
        if plain:
            lines.append(folded(" ".join(plain)))
    # A paragraph's mark at the head of a section, or before lines that are set in, says nothing.
    return lines[1:]


def page(command, names, version, others):
    """The lines of a command's page."""
    title = "-".join(names)
    day = datetime.datetime.fromtimestamp(
        int(os.environ.get("SOURCE_DATE_EPOCH", "0")) or datetime.datetime.now().timestamp(), datetime.timezone.utc)
    abstract = (command.get("abstract") or "").strip().split("\n")[0].rstrip(".")
    lines = [
        f'.TH {roff(title.upper())} 1 "{day:%Y-%m-%d}" "writethru {roff(version)}" "User Commands"',
        ".SH NAME", f"{roff(title)} \\- {roff(abstract or title)}",
        ".SH SYNOPSIS", bold(" ".join(names))]
    verbs = verbs_of(command)
    arguments = shown(command.get("arguments"))
    own = [argument for argument in arguments
           if not {name["name"] for name in argument.get("names", [])} & {"help", "version"}]
    if verbs and not own:
        lines.append(f"{italic('command')} ...")
    lines += [synopsis(argument) for argument in own]
    sections = {}
    described = []
    for paragraph in (command.get("discussion") or "").strip("\n").split("\n\n"):
        place = next((name for start, name in SECTIONS.items() if paragraph.startswith(start)), None)
        if place:
            sections[place] = paragraph.split(":", 1)[1]
        elif paragraph.strip():
            described.append(paragraph)
    if described:
        lines += [".SH DESCRIPTION"] + paragraphs("\n\n".join(described))
    if verbs:
        lines.append(".SH COMMANDS")
        for verb in verbs:
            lines += [".TP", f"{bold('-'.join(names + [verb['commandName']]))}(1)",
                      folded((verb.get("abstract") or " ").strip())]
    if arguments:
        lines.append(".SH OPTIONS")
        for argument in arguments:
            lines += [".TP", spelling(argument), meaning(argument)]
    if "EXIT STATUS" in sections:
        lines.append(".SH EXIT STATUS")
        for code in sections["EXIT STATUS"].strip(" .\n").replace("\n", " ").split(", "):
            number, words = code.split(" ", 1)
            lines += [".TP", bold(number), folded(words)]
    if len(names) == 1:
        for section, items in (("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)):
            lines.append(f".SH {section}")
            for word, text in items:
                lines += [".TP", bold(word) if section == "ENVIRONMENT" else italic(word), folded(text)]
    if "EXAMPLES" in sections:
        lines += [".SH EXAMPLES"] + paragraphs(sections["EXAMPLES"].strip("\n"))
    if others:
        lines += [".SH SEE ALSO", ", ".join(f"{bold(other)}(1)" for other in others)]
    return lines


def write(folder, version, command, names, siblings):
    title = "-".join(names)
    others = ["-".join(names[:-1])] + [name for name in siblings if name != title] if len(names) > 1 else ["git"]
    with open(os.path.join(folder, title + ".1"), "w", encoding="utf-8") as file:
        file.write("\n".join(page(command, names, version, others)) + "\n")
    verbs = verbs_of(command)
    inner = ["-".join(names + [verb["commandName"]]) for verb in verbs] if len(names) > 1 else []
    for verb in verbs:
        write(folder, version, verb, names + [verb["commandName"]], inner)


def main():
    folder, version = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    command = json.load(sys.stdin)["command"]
    write(folder, version, command, [command["commandName"]], [])


main()
