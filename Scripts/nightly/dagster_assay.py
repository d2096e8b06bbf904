"""A Dagster asset check that holds a corpus against a policy; dbt users find the shell step in the guide.

The verdict of the whole policy is the check's, and each shard that is to blame is in its metadata.
"""

import json
import subprocess
import tempfile

import dagster

CORPUS = "/data/corpus"
POLICY = "/data/policy.yaml"


@dagster.asset
def corpus():
    """The corpus, made by whatever makes it."""


def run_assay(corpus_path=CORPUS, policy=POLICY, extra=()):
    """The exit code and the report of a check."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        code = subprocess.run(
            ["assay", "check", corpus_path, "--policy", policy, "--json", report.name, *extra], check=False
        ).returncode
        text = report.read()
        return code, json.loads(text) if text else None


@dagster.asset_check(asset=corpus, blocking=True)
def corpus_is_as_it_should_be():
    code, report = run_assay()
    if report is None:
        raise dagster.Failure(f"assay check ended with exit code {code} and without a report")
    checks = [check for found in report["corpora"] for check in found["checks"]]
    blamed = [part["shard"] for check in checks for part in check["attribution"][:1]]
    return dagster.AssetCheckResult(
        passed=code == 0,
        severity=dagster.AssetCheckSeverity.ERROR,
        metadata={
            "verdict": report["verdict"],
            "not passed": [check["id"] for check in checks if check["verdict"] not in ("passed", "skipped")],
            "shards to blame": sorted(set(blamed)),
        },
    )
