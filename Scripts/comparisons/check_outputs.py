"""Reads every output of assay check with a reader of another author, and compares what it finds with the JSON report."""

import json
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import jsonschema
import junitparser
import prometheus_client.openmetrics.parser
import prometheus_client.parser
import sarif.loader
import sarif_pydantic

HOSTILE = 'a"b\\c<d>&e\'f,g:h%i=j{k} ::error::x\u202e'
POLICY = """\
version: 1
name: '%s'
checks:
  - {id: passes, figure: contents.documents, must_be_greater_than: 1}
  - {id: fails, figure: shares.emptyDocuments, must_be_less_than: 0.1%%, title: '<b>"title"</b> & ]]> more'}
  - {id: warns, figure: contents.bytes, must_be_less_than: 10, level: warn}
  - {id: errs, figure: contents.tokens, must_be_less_than: 10}
  - {id: skips, figure: contents.bytes, compare_to: last(7), change_must_be_between: [-1%%, 1%%]}
"""
STATES = {"fails": "failed", "warns": "warned", "errs": "errored", "skips": "skipped", "passes": "passed"}


def write_corpus(folder):
    os.mkdir(folder)
    for number in range(6):
        name = f"{number}{HOSTILE}\n]]>.jsonl"
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            for line in range(40):
                text = "" if number == 3 else f"line {line} of {number}: {HOSTILE * 3} <script>alert({line})</script>"
                file.write(json.dumps({"text": text}) + "\n")


def check_junit(path, corpus):
    suites = junitparser.JUnitXml.fromfile(path)
    cases = {case.name: case for suite in suites for case in suite}
    assert set(cases) == set(STATES), set(cases)
    kinds = {"failed": junitparser.Failure, "errored": junitparser.Error, "skipped": junitparser.Skipped}
    for name, state in STATES.items():
        result = [type(entry) for entry in cases[name].result]
        assert result == ([kinds[state]] if state in kinds else []), (name, result)
    root = xml.etree.ElementTree.parse(path).getroot()
    assert (root.get("tests"), root.get("failures"), root.get("errors"), root.get("skipped")) == ("5", "1", "1", "1")
    # What would turn the text around in a terminal is written out.
    assert root.find("testsuite").get("name") == corpus["name"].replace("\u202e", "\\u{202E}")


def check_sarif(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    sarif_pydantic.Sarif.model_validate_json(text)
    found = sarif.loader.load_sarif_file(path)
    results = found.get_results()
    levels = sorted(result["level"] for result in results)
    assert levels == ["error", "error", "none", "none", "warning"], levels
    log = json.loads(text)
    lines = {result["ruleId"]: result["locations"][0]["physicalLocation"]["region"]["startLine"]
             for result in log["runs"][0]["results"]}
    assert lines == {"passes": 4, "fails": 5, "warns": 6, "errs": 7, "skips": 8}, lines
    if schema := os.environ.get("ASSAY_SARIF_SCHEMA"):
        with open(schema, encoding="utf-8") as file:
            jsonschema.validate(log, json.load(file))


def check_metrics(path, corpus):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for parse in (
        prometheus_client.openmetrics.parser.text_string_to_metric_families,
        prometheus_client.parser.text_string_to_metric_families,
    ):
        samples = [sample for family in parse(text) for sample in family.samples]
        states = {s.labels["check"]: s.labels["verdict"] for s in samples
                  if s.name == "assay_check_verdict" and s.value == 1}
        assert states == STATES, states
        values = {s.labels["check"]: s.value for s in samples if s.name == "assay_check_value"}
        expected = {c["id"]: c["observed"]["value"] for c in corpus["checks"] if "observed" in c}
        assert values == expected, (values, expected)
    assert not [name for name in os.listdir(os.path.dirname(path)) if name.endswith(".partial")]


def check_github(errors, summary):
    commands = [line for line in errors.split("\n") if line.startswith("::")]
    assert len(commands) == 3, errors
    assert all(command.startswith(("::error file=", "::warning file=")) for command in commands), commands
    with open(summary, encoding="utf-8") as file:
        text = file.read()
    assert text.startswith("before\n# ERRORED")
    assert "<script" not in text and "<b>" not in text


def main(binary, sources):
    with tempfile.TemporaryDirectory() as folder:
        corpus = os.path.join(folder, "corpus " + HOSTILE)
        write_corpus(corpus)
        policy = os.path.join(folder, "policy.yaml")
        with open(policy, "w", encoding="utf-8") as file:
            file.write(POLICY % HOSTILE.replace("'", "''").replace("\u202e", ""))
        names = {kind: os.path.join(folder, kind) for kind in ("junit", "sarif", "metrics", "json", "markdown", "summary")}
        with open(names["summary"], "w", encoding="utf-8") as file:
            file.write("before\n")
        run = subprocess.run(
            [binary, "check", corpus, "--policy", policy, "--quick", "--no-history", "--github"]
            + [part for kind in ("junit", "sarif", "metrics", "json", "markdown") for part in ("--" + kind, names[kind])],
            capture_output=True, text=True, check=False, env=os.environ | {"GITHUB_STEP_SUMMARY": names["summary"]},
        )
        assert run.returncode == 1, (run.returncode, run.stderr)
        with open(names["json"], encoding="utf-8") as file:
            report = json.load(file)
        with open(os.path.join(sources, "Reporting/Schemas/check-report-1.schema.json"), encoding="utf-8") as file:
            jsonschema.Draft202012Validator(json.load(file)).validate(report)
        found = report["corpora"][0]
        assert {check["id"]: check["verdict"] for check in found["checks"]} == STATES
        check_junit(names["junit"], found)
        check_sarif(names["sarif"])
        check_metrics(names["metrics"], found)
        check_github(run.stderr, names["summary"])
        print("JUnit, SARIF, OpenMetrics, GitHub and JSON are read as they were meant")


if __name__ == "__main__":
    main(*sys.argv[1:])
