"""Manual pages from the command's own description: `writethru --experimental-dump-help | manual.py FOLDER VERSION`.

One page for the command and one a verb (`writethru-watch.1`), in the man(7) macros.
"""

import json
import os
import sys


def roff(text):
    """Text that roff prints as it is."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").split("\n")
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in lines)


def spelling(argument):
    """How an argument is written: `--archive <dir>`, `<story>`."""
    value = argument.get("valueName", "")
    if argument["kind"] == "positional":
        word = f"<{value}>"
    else:
        names = argument.get("names", [])
        word = ", ".join(("-" if name["kind"] == "short" else "--") + name["name"] for name in names)
        if argument["kind"] == "option":
            word += f" <{value}>"
    return word + ("..." if argument.get("isRepeating") else "")


def shown(arguments):
    return [argument for argument in arguments or [] if argument.get("shouldDisplay", True)]


def verbs_of(command):
    """The verbs that people call."""
    return [verb for verb in command.get("subcommands", [])
            if verb["commandName"] != "help" and verb.get("shouldDisplay", True)]


def page(command, names, version, others):
    """The lines of a command's page."""
    title = "-".join(names)
    abstract = (command.get("abstract") or "").strip().split("\n")[0].rstrip(".")
    lines = [
        f'.TH {roff(title.upper())} 1 "" "writethru {version}" "User Commands"',
        ".SH NAME", f"{roff(title)} \\- {roff(abstract or title)}",
        ".SH SYNOPSIS", f".B {roff(' '.join(names))}"]
    for argument in shown(command.get("arguments")):
        word = spelling(argument)
        lines.append(roff(f"[{word}]" if argument.get("isOptional") else word))
    discussion = (command.get("discussion") or "").strip()
    if discussion:
        lines.append(".SH DESCRIPTION")
        for paragraph in discussion.split("\n\n"):
            lines += [".PP", roff(paragraph)]
    arguments = shown(command.get("arguments"))
    if arguments:
        lines.append(".SH OPTIONS")
        for argument in arguments:
            lines += [".TP", f".B {roff(spelling(argument))}", roff((argument.get("abstract") or "").strip() or " ")]
    verbs = verbs_of(command)
    if verbs:
        lines.append(".SH COMMANDS")
        for verb in verbs:
            abstract = (verb.get("abstract") or "").strip()
            lines += [".TP", f".B {roff('-'.join(names + [verb['commandName']]))}(1)", roff(abstract)]
    if others:
        lines += [".SH SEE ALSO", ", ".join(f".BR {roff(other)} (1)" if i == 0 else f"{roff(other)}(1)"
                                          for i, other in enumerate(others))]
    return lines


def write(folder, version, command, names):
    others = ["-".join(names[:-1])] if len(names) > 1 else []
    path = os.path.join(folder, "-".join(names) + ".1")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(page(command, names, version, others)) + "\n")
    for verb in verbs_of(command):
        write(folder, version, verb, names + [verb["commandName"]])


def main():
    folder, version = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    command = json.load(sys.stdin)["command"]
    write(folder, version, command, [command["commandName"]])


main()
