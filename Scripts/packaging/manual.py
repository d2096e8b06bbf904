"""Writes the manual pages of assay: one of the program and one of every verb, out of what the program says of itself.

usage: assay --experimental-dump-help | manual.py --version 0.1.0 --date 2026-11-30 FOLDER

Pages are written in mdoc(7). What the command line cannot know (files, environment, exit status) stands here.
"""

import argparse
import datetime
import json
import os
import re
import sys

EXIT_STATUS = r"""
.Sh EXIT STATUS
.Bl -tag -width Ds
.It 0
Done; of
.Nm assay Cm check :
every check passed, or only warned
.Pq unless Fl \-warn-exit-code says otherwise .
.It 1
A check failed.
.It 2
The command line, a policy or a configuration is wrong, or a result could not be written.
Nothing was concluded.
.It 3
The result cannot be trusted: more could not be read than
.Fl \-allow-unreadable
allows, work units of a plan are missing, or a figure that a check needs is.
.El
"""

ENVIRONMENT = r"""
.Sh ENVIRONMENT
.Bl -tag -width Ds
.It Ev ASSAY_HISTORY
The file of past runs, in place of the one under
.Sx FILES .
.It Ev XDG_STATE_HOME
The folder that holds
.Pa assay/history.sqlite ;
by default
.Pa ~/.local/state .
.It Ev TMPDIR
The folder of temporary files, by default
.Pa /var/tmp ,
or
.Pa /tmp
where there is none:
standard input that has to be read twice, and n-gram models beyond the memory that they were given.
.It Ev NO_COLOR
When it is set and not empty, tables have no colour.
.It Ev SLURM_ARRAY_TASK_ID , SLURM_ARRAY_TASK_COUNT , SLURM_ARRAY_TASK_MIN
.It Ev JOB_COMPLETION_INDEX , JOB_COMPLETIONS
.It Ev AWS_BATCH_JOB_ARRAY_INDEX , AWS_BATCH_JOB_ARRAY_SIZE
What
.Nm assay Cm scan Fl \-part Ar auto
reads its part from, on Slurm, Kubernetes and AWS Batch.
.It Ev GITHUB_STEP_SUMMARY
The file that
.Nm assay Cm check Fl \-github
adds its summary to.
.El
"""

FILES = r"""
.Sh FILES
.Bl -tag -width Ds
.It Pa ~/.local/state/assay/history.sqlite
The runs that
.Nm assay Cm check
has recorded, unless
.Ev ASSAY_HISTORY
or
.Ev XDG_STATE_HOME
says otherwise.
.It Pa *.assay
Summaries of corpora or of their work units.
Summaries of any disjoint parts merge into the summary of the whole.
.It Pa *.partial
What a process that was killed left of a file it had not finished.
.El
.Pp
No other file is written but those that options name, and no network is used.
"""

EXAMPLES = r"""
.Sh EXAMPLES
See how files are read, then what is in them, as a table and as a page:
.Bd -literal -offset indent
assay inspect corpus/
assay scan corpus/ \-\-html corpus.html
.Ed
.Pp
Propose a policy from a night that was good, and hold the next ones against it:
.Bd -literal -offset indent
assay check corpus/ \-\-init \-o policy.yaml
assay check corpus/ \-\-policy policy.yaml
.Ed
.Pp
Rank three candidates by what they teach of a purpose:
.Bd -literal -offset indent
assay rank a/ b/ c/ \-\-target purpose/
.Ed
"""


def text(words):
    """Running text for the body of a page: one sentence a line, nothing that roff would take for its own."""
    words = re.sub(r"\s+", " ", words.replace("\\", r"\e")).strip()
    words = re.sub(r"(?<![\w-])--?(?=\w)", lambda dashes: dashes.group().replace("-", r"\-"), words)
    words = re.sub(r"(?<=[.?!]) (?=[A-Z])", "\n", words)
    return "\n".join(r"\&" + line if line[:1] in ".'" else line for line in words.split("\n"))


def argument(word):
    """A word behind a macro."""
    return word.replace("\\", r"\e")


def flags(option, separator):
    return f" {separator} ".join(
        "Fl " + (r"\-" if name["kind"] == "long" else "") + argument(name["name"]) for name in option["names"])


def synopsis(command, words):
    lines = [".Nm assay" + "".join(" Cm " + word for word in words)]
    shown = [item for item in command["arguments"] if item["shouldDisplay"]]
    if any(item["kind"] != "positional" and item["isOptional"] for item in shown):
        lines.append(".Op Ar option ...")
    for item in shown:
        value = f'Ar {argument(item["valueName"])}' + (" ..." if item["isRepeating"] else "")
        if item["kind"] == "positional":
            lines.append((".Op " if item["isOptional"] else ".") + value)
        elif not item["isOptional"]:
            long = [name for name in item["names"] if name["kind"] == "long"] or item["names"]
            lines.append("." + flags({"names": long[:1]}, "") + " " + value)
    return lines


def items(command, nested=True):
    lines = [".Bl -tag -width Ds"]
    for item in command["arguments"]:
        if not item["shouldDisplay"] or (nested and item["valueName"] == "version"):
            continue
        value = f'Ar {argument(item["valueName"])}'
        if item["kind"] == "positional":
            lines.append(".It " + value)
        else:
            names = sorted(item["names"], key=lambda name: name["kind"] == "long")
            lines.append(".It " + flags({"names": names}, ",") + ("" if item["kind"] == "flag" else " " + value))
        lines.append(text(item.get("abstract", "")))
        values = item.get("allValues")
        if values and not all(value in item.get("abstract", "") for value in values):
            lines.append(text("One of " + ", ".join(values) + "."))
        if "defaultValue" in item and item["kind"] != "flag" and "by default" not in item.get("abstract", ""):
            lines.append(text(f'By default {item["defaultValue"]}.'))
    return lines + [".El"]


def verbs(command):
    return [verb for verb in command.get("subcommands", []) if verb["shouldDisplay"] and verb["commandName"] != "help"]


def header(name, abstract, arguments):
    date = datetime.date.fromisoformat(arguments.date)
    abstract = abstract.rstrip(".")
    # A name of one letter is a name.
    if not re.match(r"\S\b\S?[A-Z]", abstract):
        abstract = abstract[0].lower() + abstract[1:]
    return [
        ".\\\" Written by assay's own command line; see Scripts/packaging/manual.py.",
        f".Dd {date:%B} {date.day}, {date.year}", f".Dt {name.upper()} 1", f".Os assay {arguments.version}",
        ".Sh NAME", f".Nm {name}", f".Nd {text(abstract)}",
    ]


def paragraphs(discussion):
    return "\n.Pp\n".join(text(paragraph) for paragraph in (discussion or "").split("\n\n") if paragraph.strip())


def program_page(command, arguments):
    lines = header("assay", command["abstract"], arguments)
    lines += [".Sh SYNOPSIS", ".Nm assay", ".Ar verb", ".Op Ar option ...", ".Op Ar path ..."]
    lines += [".Nm assay", r".Fl \-version", ".Sh DESCRIPTION"]
    lines += [
        "assay reads text corpora (plain text, JSON Lines, JSON arrays, CSV, TSV, Parquet, Arrow and token ids, plain or",
        "compressed, in files or in tar, zip and WARC archives) in bounded memory, and says how much information they hold,",
        "how much of that is regular, and how much is repetition or noise.",
        "Every figure carries its unit, what sort of statement it is, and its interval.",
        ".Pp", text(command["discussion"].split("Exit codes:")[0]), ".Pp", "The verbs:", ".Bl -tag -width Ds",
    ]
    for verb in verbs(command):
        lines += [f'.It Cm {verb["commandName"]}', text(verb["abstract"]), "See", f'.Xr assay-{verb["commandName"]} 1 .']
    lines += [".El", ".Pp", "Options of the program:", *items(command, nested=False)]
    lines += [block.strip("\n") for block in (ENVIRONMENT, FILES, EXIT_STATUS, EXAMPLES)]
    lines += [".Sh SEE ALSO", " ,\n".join(
        f'.Xr assay-{name} 1' for name in sorted(verb["commandName"] for verb in verbs(command)))]
    lines += [".Pp", "An, Song, Li,", ".Em Physics in Next-token Prediction ,", "arXiv 2411.00660."]
    return lines


def verb_page(verb, others, arguments):
    name = "assay-" + verb["commandName"]
    lines = header(name, verb["abstract"], arguments) + [".Sh SYNOPSIS"]
    nested = verbs(verb)
    for each, words in [(each, [verb["commandName"], each["commandName"]]) for each in nested] or [
            (verb, [verb["commandName"]])]:
        lines += synopsis(each, words)
    lines += [".Sh DESCRIPTION", text(verb["abstract"])]
    if verb.get("discussion"):
        lines += [".Pp", paragraphs(verb["discussion"])]
    if nested:
        for each in nested:
            lines += [f'.Ss {each["commandName"]}', text(each["abstract"])]
            lines += [".Pp", paragraphs(each["discussion"])] if each.get("discussion") else []
            lines += items(each)
    else:
        lines += [".Pp", "Arguments and options:", *items(verb)]
    lines += [EXIT_STATUS.strip("\n"), ".Sh SEE ALSO", ".Xr assay 1 ,"]
    lines.append(" ,\n".join(f".Xr assay-{other} 1" for other in sorted(others) if other != verb["commandName"]))
    return lines


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--version", required=True)
    parser.add_argument("--date", required=True)
    parser.add_argument("folder")
    arguments = parser.parse_args()
    command = json.load(sys.stdin)["command"]
    pages = {"assay": program_page(command, arguments)}
    names = [verb["commandName"] for verb in verbs(command)]
    for verb in verbs(command):
        pages["assay-" + verb["commandName"]] = verb_page(verb, names, arguments)
    for name, lines in pages.items():
        with open(os.path.join(arguments.folder, name + ".1"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
