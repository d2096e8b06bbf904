"""Writes Debian's changelog out of the README's.

usage: changelog.py --version 0.1.0 --maintainer 'NAME <ADDRESS>' --date 'RFC 2822 DATE' README.md
"""

import argparse
import re
import textwrap


def main():
    parser = argparse.ArgumentParser()
    for option in ("--version", "--maintainer", "--date"):
        parser.add_argument(option, required=True)
    parser.add_argument("readme")
    arguments = parser.parse_args()
    with open(arguments.readme, encoding="utf-8") as file:
        text = file.read().split("\n## Changelog\n")[1]
    section = re.split(r"^### ", text, flags=re.MULTILINE)[1]
    if not section.startswith(arguments.version):
        raise SystemExit(f"the changelog begins with {section.splitlines()[0]}, the program is {arguments.version}")
    print(f"assay ({arguments.version}) unstable; urgency=medium\n")
    for entry in re.split(r"^- ", section.split("\n", 1)[1], flags=re.MULTILINE)[1:]:
        # Links and code are written for Markdown.
        words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", entry.replace("`", ""))
        print(textwrap.fill(" ".join(words.split()), 78, initial_indent="  * ", subsequent_indent="    ",
                            break_on_hyphens=False))
    print(f"\n -- {arguments.maintainer}  {arguments.date}")


if __name__ == "__main__":
    main()
