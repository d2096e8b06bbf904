"""Scans small files of which much comes, and large ones without structure. Started by Scripts/soak --bombs.

Each case states the exit codes that are right. A scan that takes more than 1 GiB of memory or more time than its
limit fails, and so does this script. Files are made one at a time and removed; the largest has 2 GiB.
"""

import argparse
import os
import struct
import subprocess
import sys
import tempfile
import zlib

GIB = 1 << 30
MEMORY_LIMIT = GIB

ZEROS = "head -c {size} /dev/zero"
LINES = "yes 'The same line of text, again and again, as no corpus should hold it.' | head -c {size}"
PROGRAMS = {
    "gzip": "gzip -c", "xz": "xz -c -1", "zstd": "zstd -c -q", "bz2": "bzip2 -c", "zip": "zip -q - -", "lz4": "lz4 -c -q",
}


def shell(command, path):
    with open(path, "wb") as out:
        subprocess.run(["bash", "-c", command], check=True, stdout=out)


# Parquet's metadata, by the compact protocol of Thrift: a field is (id, type, value).

def varint(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])


def number(value):
    return varint(value << 1)


def struct_of(*fields):
    out, last = b"", 0
    for index, kind, value in fields:
        out += bytes([(index - last) << 4 | kind]) + value
        last = index
    return out + b"\0"


I32, I64, BINARY, LIST, STRUCT = 5, 6, 8, 9, 12


def binary(text):
    return varint(len(text)) + text


def list_of(kind, *values):
    return bytes([len(values) << 4 | kind]) + b"".join(values)


def parquet(path, claim, content):
    """One column `text` with one page of zlib data that claims a size."""
    page = struct_of(
        (1, I32, number(0)), (2, I32, number(claim)), (3, I32, number(len(content))),
        (5, STRUCT, struct_of((1, I32, number(1)), (2, I32, number(0)), (3, I32, number(3)), (4, I32, number(3)))))
    column = struct_of(
        (1, I32, number(6)), (2, LIST, list_of(I32, number(0))), (3, LIST, list_of(BINARY, binary(b"text"))),
        (4, I32, number(2)), (5, I64, number(1)), (6, I64, number(len(page) + claim)),
        (7, I64, number(len(page) + len(content))), (9, I64, number(4)))
    group = struct_of(
        (1, LIST, list_of(STRUCT, struct_of((2, I64, number(4)), (3, STRUCT, column)))), (2, I64, number(claim)),
        (3, I64, number(1)))
    schema = [
        struct_of((4, BINARY, binary(b"schema")), (5, I32, number(1))),
        struct_of((1, I32, number(6)), (3, I32, number(0)), (4, BINARY, binary(b"text")), (6, I32, number(0))),
    ]
    footer = struct_of(
        (1, I32, number(1)), (2, LIST, list_of(STRUCT, *schema)), (3, I64, number(1)), (4, LIST, list_of(STRUCT, group)))
    with open(path, "wb") as out:
        out.write(b"PAR1" + page + content + footer + struct.pack("<I", len(footer)) + b"PAR1")


def deflated(size):
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    chunk = bytes(1 << 20)
    out = b"".join(packer.compress(chunk) for _ in range(size >> 20))
    return out + packer.flush()


def one_value(path):
    """A page that holds what it should: a value of 40 bytes."""
    text = struct.pack("<I", 40) + b"a text of forty bytes, one value, a page"
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    parquet(path, len(text), packer.compress(text) + packer.flush())


def cases(scale):
    """Name, how the file is made, the right exit codes, the error that must be named, the seconds it may take."""
    # Never below twice the longest record, so that a scaled line is too long, too.
    size, long = GIB // scale, max(2 * GIB // scale, 32 << 20)
    for name, program in PROGRAMS.items():
        yield (f"{size >> 20} MiB of zeros in {name}", f"a.{name}",
               f"{ZEROS.format(size=size)} | {program}", [3], "binary-file", 30)
        yield (f"{size >> 20} MiB of text in {name}", f"a.{name}",
               f"{LINES.format(size=size)} | {program}", [0], None, 120)
    yield (f"one JSON line of {long >> 20} MiB", "a.jsonl",
           "printf '{\"text\":\"'; " + f"seq -s' ' 1 1000000000 | head -c {long}; echo '\"}}'", [3],
           "record-too-large", 120)
    yield (f"one line of {long >> 20} MiB of plain text", "a.txt", f"seq -s' ' 1 1000000000 | head -c {long}", [0],
           None, 400)
    deep = "head -c 10000 /dev/zero | tr '\\0' "
    yield "10,000 nested JSON arrays", "a.json", f"{deep} '['; {deep} ']'", [3], None, 10
    yield ("a JSON line with 10,000 nested arrays", "a.jsonl",
           f"echo '{{\"text\":\"a\"}}'; printf '{{\"text\":\"b\",\"x\":'; {deep} '['; {deep} ']'; echo '}}'", [3],
           "json-too-deep", 10)
    yield "a sound Parquet page", "a.parquet", one_value, [0], None, 30
    yield ("a Parquet page that claims 2 GiB", "a.parquet",
           lambda path: parquet(path, (1 << 31) - 1, deflated(1 << 20)), [3], None, 10)
    yield (f"a Parquet page of {long >> 20} MiB of zeros", "a.parquet",
           lambda path: parquet(path, min(long, (1 << 31) - 1), deflated(long)), [3], None, 10)


def scan(binary, path, limit):
    """Exit code, seconds, MiB and what was said."""
    command = ["/usr/bin/time", "-f", "time:%e %M", "timeout", str(4 * limit), binary, "scan", "--format", "json", path]
    done = subprocess.run(command, capture_output=True, text=True)
    said = done.stderr.rsplit("time:", 1)
    took, kib = said[1].split()[:2]
    return done.returncode, float(took), int(kib) / 1024, done.stdout + said[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True)
    parser.add_argument("--scale", type=int, default=1, help="divides every size")
    options = parser.parse_args()
    failed = False
    print(f"{'':<48} {'exit':>4} {'seconds':>8} {'MiB':>6}")
    with tempfile.TemporaryDirectory(prefix="assay-bombs-") as folder:
        for name, file, make, codes, error, limit in cases(options.scale):
            path = os.path.join(folder, file)
            make(path) if callable(make) else shell(make, path)
            code, took, mib, said = scan(options.bin, path, limit)
            os.unlink(path)
            wrong = []
            if code not in codes:
                wrong.append(f"exit {code}, not {codes[0]}")
            if error and f'"{error}"' not in said:
                wrong.append(f"no {error}")
            if mib * (1 << 20) > MEMORY_LIMIT:
                wrong.append("too much memory")
            if took > limit:
                wrong.append(f"more than {limit} s")
            failed = failed or bool(wrong)
            print(f"{name:<48} {code:>4} {took:>8.1f} {mib:>6.0f} {'; '.join(wrong) or 'ok'}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
