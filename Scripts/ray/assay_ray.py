"""A corpus on a Ray cluster: the driver plans, workers scan units with the assay program, and summaries merge as a tree.

    python assay_ray.py --binary assay --summary books.assay --report books.txt /mnt/books
"""

import argparse
import math
import os
import shlex
import sys

import pyarrow
import ray

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "engines"))
import assay_units


def summarise(options):
    """The summary of files that all machines see by the same names."""
    header, lines = assay_units.plan(options.binary, [*shlex.split(options.plan_options), *options.paths])
    binary = os.path.abspath(options.binary) if os.path.exists(options.binary) else options.binary
    folder = options.units and os.path.abspath(options.units)
    if folder:
        os.makedirs(folder, exist_ok=True)
    tasks = min(len(lines), options.tasks or 4 * int(ray.cluster_resources()["CPU"]))

    def scan(batch):
        return table(assay_units.scan(binary, header, batch["line"].to_pylist(), folder=folder))

    def merge(batch):
        return table(assay_units.merge(binary, (each.as_py() for each in batch["summary"])))

    def table(summary):
        return pyarrow.table({"summary": pyarrow.array([summary], pyarrow.large_binary())})

    def batches(data, work, size):
        return data.map_batches(work, batch_size=size, batch_format="pyarrow").materialize()

    units = ray.data.from_items([{"line": line} for line in lines], override_num_blocks=tasks)
    partials = batches(units, scan, math.ceil(len(lines) / tasks))
    while partials.count() > options.fan_in:
        partials = batches(partials, merge, options.fan_in)
    return assay_units.merge(binary, (row["summary"] for row in partials.iter_rows()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    assay_units.add_arguments(parser)
    options = parser.parse_args()
    if not options.paths:
        parser.error("give paths")
    options.fan_in = max(2, options.fan_in)
    # Workers of other machines have no copy of the module.
    ray.cloudpickle.register_pickle_by_value(assay_units)
    ray.init()
    assay_units.write(options.summary, summarise(options))
    ray.shutdown()
    if options.report:
        arguments = [*shlex.split(options.report_options), "--output", options.report]
        sys.exit(assay_units.report(options.binary, options.summary, arguments))


if __name__ == "__main__":
    main()
