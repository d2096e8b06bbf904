"""An Airflow DAG (2.4 or newer, and 3) that checks a corpus every night. Copy it into the DAGs folder.

The date of the run goes to --at: a retry of a night takes the place of its first run in the history. Exit code 1 (a check
failed) fails the task without a retry, because the data do not get better by it, and so does 2 (the policy is wrong); 3 (the
result cannot be trusted, often a disk or a network) is retried.
"""

import datetime
import subprocess

from airflow import DAG
from airflow.exceptions import AirflowException, AirflowFailException

try:
    from airflow.providers.standard.operators.python import PythonOperator
except ImportError:  # Airflow 2
    from airflow.operators.python import PythonOperator

CORPUS = "/data/corpus"
POLICY = "/data/policy.yaml"
STATE = "/var/lib/assay"


def command(day, corpus=CORPUS, policy=POLICY, state=STATE):
    """The check of a night."""
    return [
        "assay", "check", corpus, "--policy", policy, "--at", day,
        "--history", f"{state}/history.sqlite", "--reuse", f"{state}/summaries",
        "--junit", f"{state}/{day}.xml", "--json", f"{state}/{day}.json",
    ]


def check(ds, **_):
    code = subprocess.run(command(ds), check=False).returncode
    if code in (1, 2):
        raise AirflowFailException(f"assay check ended with exit code {code}; see the task's log")
    if code != 0:
        raise AirflowException(f"assay check ended with exit code {code}; it is tried again")


with DAG(
    dag_id="assay_check",
    schedule="15 2 * * *",
    start_date=datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc),
    catchup=False,
    max_active_runs=1,
) as dag:
    PythonOperator(task_id="check", python_callable=check, retries=2, retry_delay=datetime.timedelta(minutes=10))
