"""Compares assay's Parquet reader with pyarrow, column by column. Started by Scripts/compare parquet.

Both sides come to one stream of entries for a column: repetition level, definition level, length and bytes of each value
or null. assay writes the levels that it decoded; for pyarrow they are worked out again from the nested values
(Melnik et al., Dremel, 2010), so that equal streams mean equal rows, nesting, nulls and bytes. Pages with checksums are
checked on both sides. A file that assay refuses must be one that pyarrow refuses too, or be named below.
"""

import glob
import hashlib
import json
import os
import struct
import subprocess
import sys

import pyarrow
import pyarrow.parquet

# What assay refuses though pyarrow reads it, and why.
REFUSED_ALONE = {
    "page-too-large": "a page beyond the limit; compared again with a higher one",
    "encrypted-input": "an encrypted column",
}
RAISED_LIMIT = 2**31 - 1


def leaves(kind, path=()):
    """The leaf types below an Arrow type in the order of Parquet's columns, each with the steps to it."""
    if pyarrow.types.is_map(kind):
        yield from leaves(kind.key_type, (*path, "key"))
        yield from leaves(kind.item_type, (*path, "item"))
    elif hasattr(kind, "value_field") and not pyarrow.types.is_dictionary(kind):
        yield from leaves(kind.value_type, (*path, "element"))
    elif pyarrow.types.is_struct(kind):
        for index in range(kind.num_fields):
            yield from leaves(kind.field(index).type, (*path, index))
    else:
        yield kind, path


def shred(value, kind, nullable, path, repetition, definition, depth, emit):
    """Emits the entries of one leaf of a nested value."""
    if nullable:
        if value is None:
            return emit(repetition, definition, None)
        definition += 1
    if not path:
        return emit(repetition, definition, value)
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        field = kind.field(step)
        return shred(value[field.name], field.type, field.nullable, rest, repetition, definition, depth, emit)
    if not value:
        return emit(repetition, definition, None)
    for index, element in enumerate(value):
        level = repetition if index == 0 else depth + 1
        if step == "element":
            inner, may_be_null = kind.value_type, kind.value_field.nullable
        elif step == "key":
            element, inner, may_be_null = element[0], kind.key_type, False
        else:
            element, inner, may_be_null = element[1], kind.item_type, kind.item_field.nullable
        shred(element, inner, may_be_null, rest, level, definition + 1, depth + 1, emit)


def is_byte_string(kind):
    types = pyarrow.types
    if types.is_dictionary(kind):
        kind = kind.value_type
    return any(test(kind) for test in (
        types.is_string, types.is_large_string, types.is_binary, types.is_large_binary, types.is_fixed_size_binary))


def why_unreadable(file):
    """Why pyarrow cannot read a file that it opened, or None."""
    try:
        file.read(use_threads=False)
    except Exception as error:
        return type(error).__name__
    return None


def pyarrow_digest(file, field, path):
    digest = hashlib.sha256()
    rows = 0

    def emit(repetition, definition, value):
        if value is None:
            digest.update(struct.pack("<BBI", repetition, definition, 2**32 - 1))
        else:
            value = value.encode() if isinstance(value, str) else value
            digest.update(struct.pack("<BBI", repetition, definition, len(value)))
            digest.update(value)

    for batch in file.iter_batches(columns=[field.name], use_threads=False):
        rows += batch.num_rows
        # One value at a time: a batch may hold gigabytes.
        column = batch.column(0)
        for index in range(len(column)):
            shred(column[index].as_py(), field.type, field.nullable, path, 0, 0, 0, emit)
    return rows, digest.hexdigest()


def assay(program, *arguments):
    """The answer and None, or None and the error's code and message."""
    process = subprocess.Popen(
        [program, *[str(argument) for argument in arguments]], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    digest = hashlib.sha256()
    text = b""
    while block := process.stdout.read(1 << 20):
        digest.update(block)
        text = text + block if len(text) < 1 << 20 else text
    message = process.stderr.read().decode(errors="replace").strip()
    if process.wait() == 0:
        return (digest.hexdigest(), text), message, None
    if process.returncode < 0:
        return None, message, f"died of signal {-process.returncode}"
    return None, message, message.split(" ", 1)[0]


class Comparison:
    def __init__(self, program):
        self.program = program
        self.failed = False
        self.compared = self.refused = 0

    def line(self, path, column, verdict, good):
        self.failed |= not good
        print(f"{os.path.basename(path):<50} {column:<40} {'' if good else 'DIFFERENT: '}{verdict}", flush=True)

    def file(self, path):
        listing, _, code = assay(self.program, "parquet-columns", path)
        try:
            file = pyarrow.parquet.ParquetFile(path, page_checksum_verification=True)
        except Exception as error:
            file = None
            reason = type(error).__name__
        if code or file is None:
            if code:
                self.refused += 1
                if file is not None:
                    reason = why_unreadable(file)
                verdict = f"refused: {code} (pyarrow: {reason or 'reads it'})"
                return self.line(path, "", verdict, reason is not None or code in REFUSED_ALONE)
            return self.line(path, "", f"opened, though pyarrow has {reason}", True)
        columns = json.loads(listing[1])
        index = 0
        seen = 0
        for field in file.schema_arrow:
            for kind, steps in leaves(field.type):
                if is_byte_string(kind) and columns[index]["readable"]:
                    self.column(path, file, field, steps, columns[index])
                    seen += 1
                index += 1
        if index != len(columns):
            self.line(path, "", f"{len(columns)} columns, pyarrow has {index}", False)
        if seen == 0:
            self.line(path, "", "no column of byte strings", True)

    def column(self, path, file, field, steps, column):
        theirs = error = None
        try:
            theirs = pyarrow_digest(file, field, steps)
        except Exception as failure:
            error = type(failure).__name__ + ": " + str(failure).split("\n")[0][:60]
        arguments = ["parquet-entries", path, "--column", column["index"]]
        ours, message, code = assay(self.program, *arguments)
        name = column["name"]
        if code:
            self.refused += 1
            good = theirs is None or code in REFUSED_ALONE
            self.line(path, name, f"refused: {code} (pyarrow: {error or 'reads it'})", good)
            if code != "page-too-large" or theirs is None:
                return
            ours, message, code = assay(self.program, *arguments, "--page-limit", RAISED_LIMIT)
            if code:
                return self.line(path, name, f"refused: {code} with the raised limit", False)
        rows = int(message)
        if theirs is None:
            # pyarrow reads all columns of a map or structure together, so the damage may be in another.
            return self.line(path, name, f"{rows} rows, though pyarrow has {error}", bool(steps))
        self.compared += 1
        good = theirs == (rows, ours[0])
        self.line(path, name, f"{rows} rows equal" if good else f"{rows} rows, pyarrow has {theirs[0]}", good)


def main():
    program, *paths = sys.argv[1:]
    comparison = Comparison(program)
    for path in paths:
        files = sorted(glob.glob(os.path.join(path, "**/*.parquet*"), recursive=True)) if os.path.isdir(path) else [path]
        for file in files:
            if not file.endswith(".json"):
                comparison.file(file)
    print(f"{comparison.compared} columns compared, {comparison.refused} refusals, pyarrow {pyarrow.__version__}: "
          + ("DIFFERENT" if comparison.failed else "equal"))
    sys.exit(comparison.failed)


if __name__ == "__main__":
    main()
