"""Byte-pair encoding, one thread."""

import json
import os

from harness import best, run, timed


def tokenise(bench):
    """cl100k and o200k over prose, wiki and multilingual against tiktoken; GPT-2's file against the library it is made for."""
    files = bench.shared_files("prose", "wiki", "multilingual")
    if not files:
        return bench.skip("tokenise", "no shared corpora")
    import tiktoken
    import tiktoken_ext.openai_public as public
    from tiktoken.load import load_tiktoken_bpe

    for encoding in ("cl100k_base", "o200k_base"):
        ranks = os.path.join(bench.shared, "data/tokenizers", encoding + ".tiktoken")
        public.load_tiktoken_bpe = lambda *_, **__: load_tiktoken_bpe(ranks)
        peer = tiktoken.Encoding(**getattr(public, encoding)())
        compare(bench, f"tokenise {encoding}, 1 thread, vs tiktoken {tiktoken.__version__}", ranks, files,
                lambda text: len(peer.encode_ordinary(text)))

    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    import tokenizers

    vocabulary = os.path.join(bench.shared, "data/tokenizers", "gpt2-tokenizer.json")
    theirs = tokenizers.Tokenizer.from_file(vocabulary)
    short = [path for path in files if "shakespeare" in path] or files[:1]
    compare(bench, f"tokenise GPT-2, 1 thread, vs tokenizers {tokenizers.__version__}", vocabulary, short,
            lambda text: len(theirs.encode(text, add_special_tokens=False).ids))


def compare(bench, name, tokenizer, files, encode):
    texts = [open(path, encoding="utf-8", newline="").read() for path in files]
    tokens = set()

    def ours():
        answer = json.loads(run(bench.assay_bench("tokenise", tokenizer, *files)).stdout)
        tokens.add(answer["tokens"])
        return answer["seconds"]

    taken, peer = best(ours, lambda: timed(lambda: tokens.add(sum(encode(text) for text in texts))))
    assert len(tokens) == 1, f"different numbers of tokens: {tokens}"
    bench.add_speed(name, sum(os.path.getsize(path) for path in files), taken, peer, 3)
