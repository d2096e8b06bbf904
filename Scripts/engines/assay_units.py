"""What the drivers of engines share: the plan, the scan of some of its units, and the union of summaries.

An engine moves lines of a plan and summaries of bounded size, never rows. The contract is assay's command line alone.
"""

import json
import os
import subprocess
import tempfile


def run(command, **options):
    """Runs a command; a failure is an exception with the command's own words, so that an engine's log has them."""
    result = subprocess.run([str(part) for part in command], stderr=subprocess.PIPE, **options)
    if result.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command[:2]))} ended with {result.returncode}: {words(result)}")
    return result


def words(result):
    return result.stderr.decode(errors="replace").strip()


def plan(binary, arguments):
    """The header of the plan of some paths, and the lines of its units."""
    lines = run([binary, "plan", *arguments], stdout=subprocess.PIPE).stdout.decode().splitlines()
    return lines[0], lines[1:]


def with_tokenizer(header, path):
    """The header for a machine on which the tokenizer lies elsewhere; assay refuses another tokenizer."""
    fields = json.loads(header)
    fields["parameters"]["tokenizer"]["path"] = path
    return json.dumps(fields)


def scan(binary, header, lines, threads=1, folder=None, scratch=None):
    """The summary of some units as bytes.

    folder: where the summaries of single units are kept; units that are there are not read again. None keeps nothing.
    scratch: a folder on a local disk for what is in between.
    """
    lines = list(lines)
    with tempfile.TemporaryDirectory(prefix="assay-", dir=scratch) as own:
        units = folder or os.path.join(own, "units")
        command = [binary, "scan", "--plan", "-", "--output", units, "--threads", threads]
        run(command, input="\n".join([header, *lines]).encode())
        files = [os.path.join(units, json.loads(line)["unit"] + ".assay") for line in lines]
        return merged(binary, files, os.path.join(own, "merged"))


def merge(binary, summaries, scratch=None):
    """The union of summaries that are given as bytes, one of which is in memory at a time."""
    with tempfile.TemporaryDirectory(prefix="assay-", dir=scratch) as own:
        files = []
        for summary in summaries:
            files.append(os.path.join(own, f"{len(files)}.assay"))
            with open(files[-1], "wb") as file:
                file.write(summary)
        return merged(binary, files, os.path.join(own, "merged"))


def merged(binary, files, output):
    if len(files) > 1:
        run([binary, "merge", *files, "-o", output])
        files = [output]
    with open(files[0], "rb") as file:
        return file.read()


def report(binary, summary, arguments):
    """Writes the report of a summary file and gives assay's exit code: 3 where the result cannot be trusted."""
    result = subprocess.run([binary, "report", summary, *arguments], stderr=subprocess.PIPE)
    if result.returncode not in (0, 3):
        raise RuntimeError(f"assay report ended with {result.returncode}: {words(result)}")
    print(words(result), end="\n" if result.stderr else "", flush=True)
    return result.returncode


def write(path, data):
    """Writes a file that is there wholly or not at all."""
    with open(path + ".part", "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(path + ".part", path)


def add_arguments(parser):
    """The options that every engine has."""
    parser.add_argument("paths", nargs="*", help="files and folders that every machine sees by these names")
    parser.add_argument("--binary", default="assay", help="the assay program")
    parser.add_argument("--summary", required=True, help="the summary file to write")
    parser.add_argument("--report", help="the report file to write")
    parser.add_argument("--plan-options", default="", help="options of assay plan, in one word: '--unit-size 1GiB'")
    parser.add_argument("--report-options", default="", help="options of assay report: '--format json --name books'")
    parser.add_argument("--units", help="a folder that every machine sees: what is there is not read again")
    parser.add_argument("--tasks", type=int, help="into how many tasks the units are put; 4 for each core if not given")
    parser.add_argument("--fan-in", type=int, default=32, help="how many summaries are merged at a time")
