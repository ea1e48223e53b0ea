"""The annotated set, its labels by codebook v1, and a split in which no near-duplicate crosses."""
import collections
import csv
import glob
import hashlib
import json
import os
import re

INCIDENT = "HOM ASL SEX THF DRG FRD CYB PUB WPN TER WAR BRD TRF FIR RES WTH POL SRV AWR".split()
TOPIC = ("politics crime_security conflict economy health education environment_weather traffic_transport "
         "society_rights religion culture_media sports science_tech other").split()
TONE = "negative neutral positive".split()
STANCE = "favourable against mentioned not_mentioned".split()

# Vowel signs and the tatweel carry no meaning here and split words into rare pieces.
SIGNS = re.compile("[\u064b-\u0652\u0670\u0640]")


def plain(text):
    return SIGNS.sub("", text)


def annotated(folder):
    """Dicts: id, language, kind, incident (list of places), topic, tone, stance (places), random, text."""
    with open(os.path.join(folder, "train.tsv"), encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield dict(id=row["id"], language=row["language"], kind=row["kind"],
                       incident=[INCIDENT.index(c) for c in row["incident"].split(",") if c != "NON"],
                       topic=TOPIC.index(row["topic"]), tone=TONE.index(row["tone"]),
                       stance=STANCE.index(row["stance"]), random=row["stratum"] == "random",
                       text=row["text"])


def groups(items, words=6, common=50):
    """A number for each item, equal for items that share a run of `words` words (boilerplate runs
    that more than `common` items share count for nothing)."""
    runs = collections.defaultdict(list)
    for i, item in enumerate(items):
        w = re.findall(r"\w+", plain(item["text"]).lower())
        for run in {" ".join(w[k:k + words]) for k in range(max(1, len(w) - words + 1))}:
            runs[hashlib.blake2b(run.encode(), digest_size=8).digest()].append(i)
    parent = list(range(len(items)))

    def find(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for members in runs.values():
        if 1 < len(members) <= common:
            for m in members[1:]:
                parent[find(m)] = find(members[0])
    return [find(i) for i in range(len(items))]


def held_out(items, share=0.1):
    """Whether an item is kept from training, by its group's first id: the same in every run."""
    first = {}
    group = groups(items)
    for item, g in zip(items, group):
        first.setdefault(g, item["id"])
    return [int.from_bytes(hashlib.blake2b(first[g].encode(), digest_size=4).digest(), "big") / 2**32 < share
            for g in group]


def all_texts(data):
    """Every Arabic or English text of the data folder: for counting pieces and for the teacher."""
    for path in sorted(glob.glob(data + "/**/*.tsv", recursive=True)):
        if "/lid/" in path or "/gazetteer/" in path:  # twenty languages, and names alone
            continue
        with open(path, encoding="utf-8", errors="replace") as f:
            next(f)
            for line in f:
                yield max(line.rstrip("\n").split("\t"), key=len)
    for path in sorted(glob.glob(data + "/**/*.json*", recursive=True)):
        with open(path, encoding="utf-8", errors="replace") as f:
            for line in f:
                try:
                    row = json.loads(line)
                except ValueError:
                    continue
                if isinstance(row, dict) and row.get("content"):
                    yield (row.get("title") or "") + " " + row["content"][:600]
