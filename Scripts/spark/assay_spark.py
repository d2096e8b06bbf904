"""A corpus on a Spark cluster: the driver plans, executors scan units with the assay program, and summaries merge as a tree.

    spark-submit assay_spark.py --binary assay --summary books.assay --report books.txt /mnt/books
    spark-submit assay_spark.py --binary assay --summary books.assay --sql 'SELECT text FROM books'

Only lines of the plan and summaries travel. A task that runs twice, after a failure or by speculation, makes the same
summary of the same units, and Spark takes one of the two.
"""

import argparse
import hashlib
import math
import os
import shlex
import shutil
import sys
import tempfile
import time

from pyspark import SparkFiles, TaskContext
from pyspark.sql import SparkSession

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "engines"))
import assay_units


class Job:
    """What tasks need to know; it travels with each of them."""

    def __init__(self, context, options):
        self.threads = int(context.getConf().get("spark.task.cpus", "1"))
        self.fan_in = max(2, options.fan_in)
        self.folder = options.units and os.path.abspath(options.units)
        self.installed = options.binary if options.installed else None
        # Seconds in which tasks were busy; a task that ran twice counts twice.
        self.busy = context.accumulator(0.0)
        context.addPyFile(assay_units.__file__)
        if not self.installed:
            program = shutil.which(options.binary) or options.binary
            self.shipped = os.path.basename(program)
            context.addFile(program)

    @property
    def binary(self):
        return self.installed or SparkFiles.get(self.shipped)

    def timed(self, work, *arguments, **options):
        start = time.monotonic()
        try:
            return work(self.binary, *arguments, scratch=SparkFiles.getRootDirectory(), **options)
        finally:
            self.busy.add(time.monotonic() - start)

    def merge(self, partials):
        """Summaries, one a partition, as a single one."""
        while (count := partials.getNumPartitions()) > 1:
            partials = self.merge_round(partials, math.ceil(count / self.fan_in))
        return partials.first()

    def merge_round(self, partials, count):
        # Neighbours: what summaries know of files that were cut shrinks as their ranges meet.
        fan_in = self.fan_in
        return (
            partials.mapPartitionsWithIndex(lambda number, summaries: ((number // fan_in, each) for each in summaries))
            .partitionBy(count, lambda number: number)
            .mapPartitions(lambda pairs: [self.timed(assay_units.merge, (each for _, each in pairs))])
        )


def summarise_paths(context, job, options):
    """The summary of files that driver and executors see by the same names."""
    header, lines = assay_units.plan(options.binary, [*shlex.split(options.plan_options), *options.paths])
    tokenizer = options.tokenizer
    if tokenizer:
        context.addFile(tokenizer)
    if job.folder:
        os.makedirs(job.folder, exist_ok=True)

    def scan(part):
        local = assay_units.with_tokenizer(header, SparkFiles.get(os.path.basename(tokenizer))) if tokenizer else header
        return [job.timed(assay_units.scan, local, part, threads=job.threads, folder=job.folder)]

    tasks = min(len(lines), options.tasks or 4 * context.defaultParallelism)
    return job.merge(context.parallelize(lines, tasks).mapPartitions(scan))


def summarise_column(frame, job, plan_options=()):
    """The summary of a DataFrame's first column, which holds text: each partition is a file on its executor for a while.

    The file's name is the partition's number and the hash of its content, and its time is always the same: whoever runs
    the task again makes the same work unit, and partitions alike in size stay two.
    """
    import pyarrow

    def summarise(batches):
        def one(binary, scratch):
            with tempfile.TemporaryDirectory(prefix="assay-", dir=scratch) as folder:
                file = write_partition(folder, batches)
                header, lines = assay_units.plan(binary, [*plan_options, "--", file])
                return assay_units.scan(binary, header, lines, threads=job.threads, scratch=scratch)

        summary = job.timed(one)
        yield pyarrow.RecordBatch.from_arrays([pyarrow.array([summary], pyarrow.binary())], ["summary"])

    partials = frame.select(frame.columns[0]).mapInArrow(summarise, "summary binary")
    return job.merge(partials.rdd.map(lambda row: bytes(row.summary)))


def write_partition(folder, batches):
    """A partition's text as an Arrow file with one column named text."""
    import pyarrow

    path = os.path.join(folder, "text")
    schema = pyarrow.schema([("text", pyarrow.large_string())])
    with pyarrow.ipc.new_stream(path, schema) as stream:
        for batch in batches:
            stream.write_batch(pyarrow.RecordBatch.from_arrays([batch.column(0).cast(pyarrow.large_string())], schema=schema))
    content = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            content.update(chunk)
    named = os.path.join(folder, f"{TaskContext.get().partitionId():06}-{content.hexdigest()}.arrow")
    os.rename(path, named)
    os.utime(named, (0, 0))
    return named


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    assay_units.add_arguments(parser)
    parser.add_argument("--installed", action="store_true", help="do not ship the program: every machine has --binary")
    parser.add_argument("--tokenizer", help="count tokens too: the tokenizer's file, which is shipped")
    parser.add_argument("--sql", help="read the first column of this query instead of files")
    options = parser.parse_args()
    if bool(options.paths) == bool(options.sql):
        parser.error("give paths or --sql")

    start = time.monotonic()
    spark = SparkSession.builder.appName("assay").getOrCreate()
    context = spark.sparkContext
    started = time.monotonic()
    job = Job(context, options)
    if options.sql:
        summary = summarise_column(spark.sql(options.sql), job, shlex.split(options.plan_options))
    else:
        summary = summarise_paths(context, job, options)
    done = time.monotonic()
    assay_units.write(options.summary, summary)
    cores = context.defaultParallelism
    print(
        f"assay: {done - started:.2f} s behind Spark's start ({started - start:.2f} s); tasks were busy for "
        f"{job.busy.value:.2f} s, {job.busy.value / cores:.2f} s on each of {cores} cores", flush=True)
    spark.stop()
    if options.report:
        arguments = [*shlex.split(options.report_options), "--output", options.report]
        sys.exit(assay_units.report(options.binary, options.summary, arguments))


if __name__ == "__main__":
    main()
