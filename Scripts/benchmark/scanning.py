"""The stream pass, and the memory of a whole scan."""

import os
import re
import subprocess

from harness import best, peak_kib, run, seconds, timed


def stream(bench):
    """The stream pass without a tokenizer, one thread: against zstd -3 on the same bytes, and datatrove's statistics."""
    if not bench.shared_files("prose", "wiki"):
        return bench.skip("stream", "no shared corpora")
    path = bench.plain_text(800)
    ours, theirs = best(
        lambda: seconds(bench.assay_bench("stream", "--threads", 1, path)),
        lambda: seconds(["zstd", "-3", "-T1", "--single-thread", "-q", "-c", path]))
    version = re.search(r"v([0-9.]+)", run(["zstd", "--version"]).stdout).group(1)
    bench.add_speed(f"stream pass, 1 thread, vs zstd {version} -3", os.path.getsize(path), ours, theirs, 1)

    from datatrove.data import Document
    from datatrove.pipeline.stats import DocStats, LineStats, ParagraphStats

    records, texts = bench.documents()
    documents = [Document(text=text, id=str(at)) for at, text in enumerate(texts)]
    size = sum(len(text.encode()) for text in texts)
    for kinds in ([DocStats], [DocStats, LineStats, ParagraphStats]):
        statistics = [kind(output_folder=bench.scratch) for kind in kinds]

        def theirs():
            for document in documents:
                for kind in statistics:
                    kind.extract_stats(document)

        taken, peer = best(
            lambda: seconds(bench.assay_bench("stream", "--threads", 1, records)), lambda: timed(theirs), rounds=2)
        names = ", ".join(kind.__name__.removesuffix("Stats") for kind in kinds)
        bench.add_speed(f"stream pass, 1 thread, vs datatrove's {names}", size, taken, peer, 3)


def threads(bench):
    """The stream pass on two threads against one."""
    if not bench.shared_files("prose", "wiki"):
        return bench.skip("threads", "no shared corpora")
    path = bench.plain_text(800)
    one, two = best(*[
        lambda count=count: seconds(bench.assay_bench("stream", "--threads", count, path)) for count in (1, 2)])
    bench.add_speed("stream pass, 2 threads vs 1", os.path.getsize(path), two, one, 1.8)


def memory(bench):
    """Peak memory at default settings, against the limit of 1 GiB and between sizes."""
    sizes = (100, 500) if bench.quick else (500, 5000)
    peaks = []
    for megabytes in sizes:
        path = os.path.join(bench.scratch, f"generated-{megabytes}.txt")
        with open(path, "wb") as out:
            subprocess.run(bench.assay_bench("generate", "--megabytes", str(megabytes)), stdout=out, check=True)
        peaks.append(peak_kib([f"{bench.bin}/assay", "scan", path]) / 1024)
        os.unlink(path)
    small, large = (size / 1000 for size in sizes)
    bench.add(f"peak memory of a scan of {large:g} GB, limit 1 GiB", f"{peaks[1]:.0f}", "1024", 1024 / peaks[1], 1, "MiB")
    bench.add(
        f"peak memory, {small:g} GB over {large:g} GB", f"{peaks[1]:.0f}", f"{peaks[0]:.0f}", peaks[0] / peaks[1], 0.9,
        "MiB")
