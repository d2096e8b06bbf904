"""Writes whose work is inside a package of assay, in the form that Debian reads (DEP-5), and keeps the licences' texts.

usage: copyright.py [--static] [--licences FOLDER] CHECKOUTS TOOLCHAIN >copyright

CHECKOUTS is the folder of the Swift packages, TOOLCHAIN that of Swift. All texts are taken from this machine: from the
checkouts, the toolchain, and what Debian says of each library under /usr/share/doc. With --static the C libraries are
named too that only a program without shared libraries has inside.
"""

import argparse
import glob
import os
import re
import shutil
import sys

FORMAT = "https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
APACHE = "On Debian systems the whole text is in /usr/share/common-licenses/Apache-2.0."


def newest(pattern):
    """The package with the highest number, of those that may be installed side by side."""
    names = [os.path.basename(path) for path in glob.glob(pattern)]
    return max(names, key=lambda name: [int(number) for number in re.findall(r"\d+", name)], default="gcc-base")


# What is inside: its name, the files it comes from, and the Debian package whose copyright file speaks of it.
ALWAYS = [
    ("LibYAML", ".build/checkouts/Yams/Sources/CYaml/*", "libyaml-0-2"),
    ("ICU, a part of Foundation", "usr/lib/swift_static/linux/lib_FoundationICU.a", "icu-devtools"),
    ("simdjson", "usr/include/simdjson.h", "libsimdjson-dev"),
    ("xxHash", "usr/include/xxhash.h", "libxxhash-dev"),
]
STATIC = [
    ("zstd", "usr/lib/*/libzstd.a", "libzstd-dev"),
    ("liblzma", "usr/lib/*/liblzma.a", "liblzma-dev"),
    ("zlib", "usr/lib/*/libz.a", "zlib1g-dev"),
    ("bzip2", "usr/lib/*/libbz2.a", "libbz2-dev"),
    ("lz4", "usr/lib/*/liblz4.a", "liblz4-dev"),
    ("snappy", "usr/lib/*/libsnappy.a", "libsnappy-dev"),
    ("brotli", "usr/lib/*/libbrotli*.a", "libbrotli-dev"),
    ("PCRE2", "usr/lib/*/libpcre2-8.a", "libpcre2-dev"),
    ("SQLite", "usr/lib/*/libsqlite3.a", "libsqlite3-dev"),
    ("GNU C library", "usr/lib/*/libc.a", "libc6-dev"),
    ("GCC's libraries of C++ and of the compiler", "usr/lib/gcc/*", newest("/usr/share/doc/gcc-*-base")),
]
# Swift packages under licences that stand in a file, and which licence that is.
CHECKOUTS = [
    ("GRDB", "GRDB.swift", "LICENSE", "Expat"),
    ("Yams", "Yams", "LICENSE", "Expat"),
    ("swift-argument-parser", "swift-argument-parser", "LICENSE.txt", "Apache-2.0 with Swift exception"),
    ("swift-protobuf", "swift-protobuf", "LICENSE.txt", "Apache-2.0 with Swift exception"),
]
SWIFT = "Apple Inc. and the Swift project authors"


def indented(text):
    lines = text.strip("\n").split("\n")
    return "\n".join(" " + line.strip() if line.strip() else " ." for line in lines)


def stanza(name, files, holders, licence, text):
    return "\n".join([
        f"Files: {files}", "Copyright: " + "\n ".join(holders), f"License: {licence}", indented(text), f"Comment: {name}"])


def fields(paragraph):
    return dict(re.findall(r"^(\S+):[ \t]*(.*(?:\n[ \t].*)*)", paragraph, re.MULTILINE))


def debian_copyright(package):
    return f"/usr/share/doc/{package}/copyright"


def from_debian(name, files, package):
    """What Debian says of all files of a library that no other paragraph speaks of."""
    with open(debian_copyright(package), encoding="utf-8") as file:
        whole = file.read()
    paragraphs = [fields(paragraph) for paragraph in re.split(r"\n\s*\n", whole)]
    general = [paragraph for paragraph in paragraphs if "Copyright" in paragraph and paragraph.get("Files", "").strip() == "*"]
    if not general:
        # A file in free words stands for itself.
        return stanza(name, files, ["see the text"], "other", re.sub(r"(?m)^\s*$", "", whole))
    licence, _, text = general[0]["License"].partition("\n")
    for paragraph in paragraphs:
        if not text and "Files" not in paragraph and paragraph.get("License", "").split("\n")[0] == licence:
            text = paragraph["License"].partition("\n")[2]
    text = "\n".join("" if line.strip() == "." else line for line in text.split("\n"))
    if licence == "Apache-2.0":
        text = APACHE
    holders = [line.strip() for line in general[0]["Copyright"].strip().split("\n") if line.strip() not in ("", ".")]
    return stanza(name, files, holders, licence, text)


def from_file(name, files, path, licence):
    """What a licence's file says; of Apache's text only what is added to it."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    holders = re.findall(r"^Copyright (?:\(C\) )?(?:\(c\) )?(.*?)\.?$", text, re.MULTILINE | re.IGNORECASE)
    if licence.startswith("Apache"):
        exception = text[text.index("## Runtime Library Exception"):]
        text = APACHE + "\n\n" + re.sub(r"[#\s]*\n", "\n", exception).strip("# \n")
        holders = [SWIFT]
    else:
        text = re.sub(r"(?m)^(The MIT License.*|Copyright .*)\n", "", text)
    return stanza(name, files, holders, licence, text)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--static", action="store_true")
    parser.add_argument("--licences")
    parser.add_argument("checkouts")
    parser.add_argument("toolchain")
    arguments = parser.parse_args()
    swift = os.path.join(arguments.toolchain, "share/swift/LICENSE.txt")
    stanzas = [
        f"Format: {FORMAT}\nUpstream-Name: assay\nComment:\n"
        " Paths are those of the machine that built the program: what stands below was linked into it.",
        "Files: *\nCopyright: the authors of assay\nLicense: none\n No licence has been granted yet.",
        from_file("Swift's runtime, standard library, Foundation and Dispatch", "usr/lib/swift_static/*", swift,
                  "Apache-2.0 with Swift exception"),
    ]
    texts = {"swift": swift}
    for name, folder, file, licence in CHECKOUTS:
        path = os.path.join(arguments.checkouts, folder, file)
        stanzas.append(from_file(name, f".build/checkouts/{folder}/*", path, licence))
        texts[folder] = path
    for name, files, package in ALWAYS + (STATIC if arguments.static else []):
        stanzas.append(from_debian(name, files, package))
        texts[package] = debian_copyright(package)
    sys.stdout.write("\n\n".join(stanzas) + "\n")
    if arguments.licences:
        os.makedirs(arguments.licences, exist_ok=True)
        for name, path in texts.items():
            shutil.copyfile(path, os.path.join(arguments.licences, name + ".txt"))


if __name__ == "__main__":
    main()
