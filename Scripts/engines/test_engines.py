"""Every way of cutting the work gives the same report, byte for byte. Started by Scripts/test-engines."""

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time

import corpus

SCRIPTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir)
PLAN = ["--unit-size", "64KiB", "--sample-size", "256KiB"]
REPORT = ["--format", "json", "--name", "corpus", "--budget", "256KiB"]

# A program that fails once behind its work, as a machine that dies before it can say that it is done.
FLAKY = """#!/usr/bin/env bash
"{binary}" "$@" || exit
if [[ $1 == scan ]]; then
    echo scan >>{folder}/scans
    mkdir {folder}/failed 2>/dev/null && echo "failing on purpose" >&2 && exit 1
fi
exit 0
"""

# A program that is slow once, so that speculation starts its task a second time.
SLOW = """#!/usr/bin/env bash
if [[ $1 == scan ]]; then
    echo scan >>{folder}/scans
    "{binary}" "$@" || exit
    mkdir {folder}/slept 2>/dev/null && exec sleep 60
    exit 0
fi
exec "{binary}" "$@"
"""

# sbatch that runs the tasks of an array here, one after the other, and knows no queue.
SBATCH = """#!/usr/bin/env bash
count=1
while [[ $1 == --* ]]; do
    [[ $1 == --array=1-* ]] && count=${{1#--array=1-}}
    shift
done
for ((task = 1; task <= count; task++)); do
    SLURM_ARRAY_TASK_ID=$task SLURM_ARRAY_TASK_COUNT=$count SLURM_ARRAY_TASK_MIN=1 SLURM_CPUS_PER_TASK=1 "$@" >&2
done
echo 42
"""


class Engines:
    def __init__(self, binary, scratch, shared):
        self.binary = os.path.abspath(binary)
        self.scratch = scratch
        self.corpus = os.path.join(scratch, "corpus")
        corpus.make(self.corpus, shared=shared)
        self.expected = self.scan(1)
        assert b'"isComplete" : false' in self.expected, "the corpus should be larger than its sample"

    def path(self, name):
        return os.path.join(self.scratch, name)

    def assay(self, *arguments, **options):
        return subprocess.run(
            [self.binary, *arguments], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **options).stdout

    def scan(self, threads):
        return self.assay("scan", self.corpus, *PLAN[2:], *REPORT, "--threads", str(threads))

    def compare(self, report, name):
        if report != self.expected:
            kept = os.path.join(tempfile.gettempdir(), f"assay-engines-{name}.json")
            with open(kept, "wb") as file:
                file.write(report)
            raise AssertionError(f"{name}: the report differs; it is in {kept}")

    def file(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    # Each method below is a way to the report; its name is what the command line calls it.

    def threads(self):
        """Eight threads."""
        self.compare(self.scan(8), "threads")

    def parts(self):
        """A plan in 37 parts, each with a summary of its own, merged by pairs in random order."""
        self.assay("plan", self.corpus, *PLAN, "-o", self.path("plan.jsonl"))
        units = len(self.file("plan.jsonl").splitlines()) - 1
        assert units >= 37, units
        parts = []
        for part in range(1, 38):
            folder = self.path(f"part-{part}")
            self.assay("scan", "--plan", self.path("plan.jsonl"), "--part", f"{part}/37", "--output", folder)
            parts.append(folder)
        chance = random.Random(time.time_ns())
        while len(parts) > 1:
            chance.shuffle(parts)
            merged = self.path(f"merged-{len(parts)}.assay")
            self.assay("merge", parts.pop(), parts.pop(), "-o", merged)
            parts.append(merged)
        self.compare(self.assay("report", *parts, "--plan", self.path("plan.jsonl"), *REPORT), "parts")
        return f"{units} units"

    def slurm(self):
        """The array script, its variables set by hand, and the job behind it."""
        bin = self.path("bin")
        os.makedirs(bin)
        self.program("bin/sbatch", SBATCH)
        environment = os.environ | {
            "PATH": bin + ":" + os.environ["PATH"], "ASSAY": self.binary, "ASSAY_REPORT": " ".join(REPORT)}
        submit = [os.path.join(SCRIPTS, "slurm/submit"), self.path("slurm"), "5", self.corpus, *PLAN]
        subprocess.run(submit, check=True, env=environment, capture_output=True)
        self.compare(self.file("slurm/report"), "slurm")

    def program(self, name, text):
        with open(self.path(name), "w") as file:
            file.write(text.format(binary=self.binary, folder=self.scratch))
        os.chmod(self.path(name), 0o755)

    def spark_job(self, binary, *arguments, master="local-cluster[2,1,1024]", configuration=(), report=REPORT):
        """Runs the job on a cluster of two executors, and gives its report and what it says."""
        for name in ("spark.assay", "spark.json", "scans"):
            if os.path.exists(self.path(name)):
                os.remove(self.path(name))
        home, environment = self.spark_home()
        command = [os.path.join(home, "bin/spark-submit"), "--master", master]
        settings = [
            "spark.ui.enabled=false", f"spark.local.dir={self.path('spark-local')}", "spark.driver.host=127.0.0.1",
            f"spark.sql.warehouse.dir={self.path('warehouse')}", *configuration]
        for setting in settings:
            command += ["--conf", setting]
        command += [
            os.path.join(SCRIPTS, "spark/assay_spark.py"), "--binary", binary, "--summary", self.path("spark.assay"),
            "--report", self.path("spark.json"), "--report-options", " ".join(report), *arguments]
        result = subprocess.run(command, env=environment, cwd=self.scratch, capture_output=True, text=True)
        assert result.returncode == 0, result.stdout + result.stderr[-20000:]
        return self.file("spark.json"), result

    @staticmethod
    def spark_home():
        import pyspark

        home = os.path.dirname(pyspark.__file__)
        return home, os.environ | {
            "SPARK_HOME": home, "PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}

    @contextlib.contextmanager
    def two_hosts(self):
        """A cluster whose two workers have an address each: speculation never starts a task twice on one host."""
        home, environment = self.spark_home()
        port = str(random.randrange(20000, 30000))
        processes = []

        def start(name, *arguments):
            command = [os.path.join(home, "bin/spark-class"), f"org.apache.spark.deploy.{name}", *arguments]
            with open(self.path("cluster.log"), "ab") as log:
                processes.append(subprocess.Popen(command, env=environment, cwd=self.scratch, stdout=log, stderr=log))

        try:
            start("master.Master", "--host", "127.0.0.1", "--port", port, "--webui-port", "0")
            for host in ("127.0.0.2", "127.0.0.3"):
                start("worker.Worker", "--host", host, "--cores", "1", "--memory", "1g", "--webui-port", "0",
                      "--work-dir", self.path("work"), f"spark://127.0.0.1:{port}")
            yield f"spark://127.0.0.1:{port}"
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()

    def spark(self):
        """Spark, with a task that fails once behind its work."""
        self.program("flaky", FLAKY)
        report, result = self.spark_job(
            self.path("flaky"), self.corpus, "--plan-options", " ".join(PLAN), "--tasks", "12", "--fan-in", "3")
        self.compare(report, "spark")
        scans = len(self.file("scans").splitlines())
        assert scans == 13, f"{scans} scans by 12 tasks, of which one fails"
        return result.stdout.strip()

    def speculation(self):
        """Spark, with a task so slow that it is started twice, and summaries of units in a shared folder."""
        self.program("slow", SLOW)
        arguments = [
            self.corpus, "--plan-options", " ".join(PLAN), "--tasks", "6", "--units", self.path("spark-units")]
        configuration = ["spark.speculation=true", "spark.speculation.interval=200ms", "spark.speculation.quantile=0.5"]
        with self.two_hosts() as master:
            report, _ = self.spark_job(self.path("slow"), *arguments, master=master, configuration=configuration)
        self.compare(report, "speculation")
        scans = len(self.file("scans").splitlines())
        assert scans > 6, f"{scans} scans: nothing was speculative"
        finished = {entry.name: entry.stat().st_mtime_ns for entry in os.scandir(self.path("spark-units"))}
        report, _ = self.spark_job(self.binary, *arguments)
        self.compare(report, "shared folder")
        again = {entry.name: entry.stat().st_mtime_ns for entry in os.scandir(self.path("spark-units"))}
        assert again == finished, "units were read again"
        return f"{scans} scans by 6 tasks; a second job read nothing"

    def table(self):
        """A DataFrame's column in several partitions against the Parquet file."""
        rows = os.path.join(self.corpus, "tables/rows.parquet")
        whole = json.loads(self.assay("scan", rows, *PLAN[2:], *REPORT))
        query = f"SELECT text FROM parquet.`{rows}`"
        sample = " ".join(PLAN[2:])
        # In the order of the file: a part of the figures is about the order of documents.
        configuration = ["spark.sql.files.maxPartitionBytes=131072", "spark.sql.files.openCostInBytes=0"]
        report, _ = self.spark_job(
            self.binary, "--sql", query, f"--plan-options={sample}", configuration=configuration)
        table = json.loads(report)
        differences = {key for key in whole if whole[key] != table.get(key)}
        assert differences <= {"input", "surprise"}, f"differs in {differences}"
        # Rows all alike, so that partitions are alike in size and content too.
        query = "SELECT /*+ REPARTITION(4) */ 'the same text' AS text FROM range(4000)"
        report, _ = self.spark_job(self.binary, "--sql", query, f"--plan-options={sample}", report=[*REPORT, "--quick"])
        documents = json.loads(report)["contents"]["documents"]
        assert documents == 4000, f"{documents} documents in 4000 rows"
        return f"{table['input']['filesRead']} partitions"

    def ray(self):
        """Ray Data on this machine."""
        command = [
            sys.executable, os.path.join(SCRIPTS, "ray/assay_ray.py"), "--binary", self.binary, "--summary",
            self.path("ray.assay"), "--report", self.path("ray.json"), "--report-options", " ".join(REPORT),
            "--plan-options", " ".join(PLAN), "--tasks", "12", "--fan-in", "3", self.corpus]
        environment = os.environ | {"RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0"}
        result = subprocess.run(command, env=environment, cwd=self.scratch, capture_output=True, text=True)
        assert result.returncode == 0, (result.stdout + result.stderr)[-20000:]
        self.compare(self.file("ray.json"), "ray")


def main():
    ways = ["threads", "parts", "slurm", "spark", "speculation", "table", "ray"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--shared", help="a folder with real texts in data/corpora, which join the corpus")
    parser.add_argument("ways", nargs="*", help=" ".join(ways))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="assay-engines-") as scratch:
        engines = Engines(options.binary, scratch, options.shared)
        for way in options.ways or ways:
            start = time.monotonic()
            words = getattr(engines, way)()
            print(f"{way}: the same report ({time.monotonic() - start:.1f} s)", words or "", flush=True)


if __name__ == "__main__":
    main()
