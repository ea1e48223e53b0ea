#!/usr/bin/env python3
"""How well and how fast articles are read: shingle F1 and CPU time a page over pages whose text is
known, `rasd inspect page` beside trafilatura, Resiliparse and Readability.js in the same run.

usage: tests/bench/page_bench.py FOLDER [--rivals FOLDER] [--build build/release] [--most N]
  FOLDER     ground-truth.json and html/ID.html or .html.gz (the article-extraction-benchmark suite), or
             pairs NAME.html and NAME.json with a "text" (tests/data/pages)
  --rivals   where tests/bench/rivals.sh installed them; left out: Rasd alone
Each program reads from bytes in one process on one core. Rasd's time holds its start, its JSON in and
out, and every field of the page; a rival's only the calls that give the text."""
import argparse
import collections
import gzip
import json
import os
import re
import resource
import subprocess
import sys
import tempfile

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("folder")
ap.add_argument("--rivals")
ap.add_argument("--build", default="build/release")
ap.add_argument("--most", type=int, default=10**9)
args = ap.parse_args()
HERE = os.path.dirname(os.path.abspath(__file__))


def known_pages(folder):
    """Key, bytes, address and true text of each page."""
    if not os.path.exists(folder + "/ground-truth.json"):
        for name in sorted(n[:-5] for n in os.listdir(folder) if n.endswith(".json")):
            with open(f"{folder}/{name}.json") as file:
                page = json.load(file)
            text = page.get("text") or ""
            with open(f"{folder}/{name}.html", "rb") as file:
                yield name, file.read(), page.get("url", ""), text if isinstance(text, str) else "\n".join(text)
        return
    with open(folder + "/ground-truth.json") as file:
        truth = json.load(file)
    for key, page in sorted(truth.items()):
        path = f"{folder}/html/{key}.html"
        with open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz") as file:
            yield key, file.read(), page.get("url", ""), page.get("articleBody") or ""


def shingles(text):
    words = re.findall(r"\w+", text or "")
    grams = zip(*(words[i:] for i in range(4))) if len(words) >= 4 else [tuple(words)] if words else []
    return collections.Counter(grams)


def score(truth, found):
    """The suite's own measure: precision and recall of 4-word shingles, each page weighted alike."""
    precision = recall = 0.0
    for key, text in truth.items():
        wanted, got = shingles(text), shingles(found.get(key))
        same = (wanted & got).total()
        precision += same / got.total() if got else float(not wanted)
        recall += same / wanted.total() if wanted else float(not got)
    precision, recall = precision / len(truth), recall / len(truth)
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def rasd(pages, folder):
    with open(folder + "/tasks", "w") as tasks:
        for key, path, url in pages:
            tasks.write(json.dumps({"id": key, "path": path, "url": url}) + "\n")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([args.build + "/rasd", "inspect", "page", "--jobs", "1", "--batch", folder + "/tasks"],
                          check=True, stdout=subprocess.PIPE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return seconds * 1e3 / len(pages), {a["id"]: a.get("text") for a in answers}


def rival(command, folder):
    """A rival reads lines of id, path and address, and prints its version, then a line a page."""
    done = subprocess.run(command + [folder + "/list"], check=True, stdout=subprocess.PIPE)
    version, *lines = [json.loads(line) for line in done.stdout.splitlines()]
    return version, sum(line["ms"] for line in lines) / len(lines), {line["id"]: line["text"] for line in lines}


def main():
    with tempfile.TemporaryDirectory() as folder:
        pages, truth, size = [], {}, 0
        for key, html, url, text in known_pages(args.folder):
            if not text or len(pages) == args.most:
                continue
            pages.append((key, f"{folder}/{len(pages)}.html", url))
            truth[key] = text
            size += len(html)
            with open(pages[-1][1], "wb") as file:
                file.write(html)
        with open(folder + "/list", "w") as file:
            file.writelines("\t".join(page) + "\n" for page in pages)
        print(f"{len(pages)} pages, {size // len(pages) // 1000} KB mean, one core, CPU time")
        ms, found = rasd(pages, folder)
        rows = [("rasd, every field", ms, found)]
        if args.rivals:
            python = args.rivals + "/bin/python"
            for name in ("trafilatura", "trafilatura-fast", "resiliparse"):
                rows.append(rival([python, HERE + "/rival_pages.py", name], folder))
            if os.path.isdir(args.rivals + "/node/node_modules"):
                rows.append(rival(["node", HERE + "/rival_readability.mjs", args.rivals + "/node"], folder))
        for name, rival_ms, texts in rows:
            f1, precision, recall = score(truth, texts)
            print(f"{name:28} F1 {f1:.4f} (P {precision:.4f} R {recall:.4f})  {rival_ms:6.2f} ms a page, "
                  f"{rival_ms / ms:5.1f} times rasd's")
        if set(found) != set(truth):
            sys.exit("rasd left pages out")


main()
