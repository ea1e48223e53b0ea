#!/usr/bin/env python3
"""Pages a second through the whole job (crawl over loopback HTTP with gzip, extract, annotate,
deduplicate, store with full text), beside Scrapy + trafilatura + fastText + SQLite in the same run.

usage: tests/bench/crawl_bench.py PAGES_FOLDER [--papers 10] [--times 3] [--rival PYTHON] [--rival-papers 2]
       tests/bench/crawl_bench.py --articles FILE.jsonl N
  PAGES_FOLDER   html pages, plain or .gz (the aeb suite's html folder)
  --times        a second run over so many times the input shows whether memory is flat
  --rival        the Python of tests/bench/rivals.sh (FOLDER/bin/python); left out: Rasd alone
Needs build/release/rasd and build/release/bench_site (cmake --preset release -DRASD_BENCH=ON)."""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("folder", nargs="?")
ap.add_argument("--articles", nargs=2, metavar=("FILE", "N"))
ap.add_argument("--papers", type=int, default=10)
ap.add_argument("--times", type=int, default=3)
ap.add_argument("--rival")
ap.add_argument("--rival-papers", type=int, default=2)
ap.add_argument("--build", default="build/release")
args = ap.parse_args()
if not args.folder and not args.articles:
    ap.error("name a folder of pages or --articles FILE N")


def site(papers):
    """The papers' server, its feeds, pages a paper and their mean size."""
    what = ["--articles", *args.articles] if args.articles else [args.folder, str(papers)]
    process = subprocess.Popen([args.build + "/bench_site", *what], stdout=subprocess.PIPE, text=True)
    said = json.loads(process.stdout.readline())
    return process, said["feeds"], said["pages"], said["mean_bytes"]


def peak_mb(pid):
    """Peak resident memory of a living process, from /proc."""
    try:
        with open(f"/proc/{pid}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return 0.0


def rasd(papers):
    server, feeds, pages, mean = site(papers)
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/sources.toml", "w") as f:
            for p, feed in enumerate(feeds):
                f.write(f'[[source]]\nid = "paper-{p}"\nurl = "{feed}"\nlocal = true\n')
        with open(folder + "/rasd.toml", "w") as f:
            f.write(f'[folders]\ndata = "{folder}/data"\n[sources]\nfiles = ["sources.toml"]\n')
        start, peak = time.time(), 0.0
        run = subprocess.Popen([args.build + "/rasd", "run", "--once", "--no-desk", "--quiet", "--config", folder + "/rasd.toml"])
        while run.poll() is None:
            peak = max(peak, peak_mb(run.pid))
            time.sleep(0.05)
        seconds = time.time() - start
        server.kill()
        ledger = json.loads(subprocess.run([args.build + "/rasd", "ledger", "--json", "--config", folder + "/rasd.toml"],
                                           stdout=subprocess.PIPE, check=False).stdout)
        size = sum(os.path.getsize(os.path.join(d, n)) for d, _, names in os.walk(folder + "/data") for n in names)
    return dict(pages=len(feeds) * pages, mean_kb=round(mean / 1000), seconds=round(seconds, 2), rate=round(len(feeds) * pages / seconds),
                peak_mb=round(peak), data_mb=round(size / 1e6), code=run.returncode, ledger={k: ledger[k] for k in (
                    "taken_in", "stored", "duplicate", "filtered", "failed", "quarantined", "reconciles")})


def rival(papers, processes):
    server, feeds, _, _ = site(papers * processes)
    with tempfile.TemporaryDirectory() as folder:
        runs = []
        here = os.path.dirname(os.path.abspath(__file__))
        for i in range(processes):
            runs.append(subprocess.Popen([args.rival, here + "/rival_scrapy.py", "models/lid.176.ftz", f"{folder}/{i}.db",
                                          *feeds[i::processes]], stdout=subprocess.PIPE, text=True))
        outs = [json.loads(r.communicate()[0].strip().splitlines()[-1]) for r in runs]
        server.kill()
    total = sum(o["pages"] for o in outs)
    longest = max(o["seconds"] for o in outs)
    return dict(processes=processes, pages=total, seconds=longest, rate=round(total / longest, 1),
                versions={k: outs[0][k] for k in ("scrapy", "trafilatura")})


print("cores", os.cpu_count())
ours = [rasd(args.papers)]
print("rasd", json.dumps(ours[0]))
if not args.articles:
    ours.append(rasd(args.papers * args.times))
    print("rasd", json.dumps(ours[1]))
    print("memory over %d times the input: %.2f times" % (args.times, ours[1]["peak_mb"] / max(1, ours[0]["peak_mb"])))
if args.rival:
    for processes in (1, 2):
        them = rival(args.rival_papers, processes)
        print("rival", json.dumps(them))
        print("ratio, rasd to rival in %d process(es): %.1f" % (processes, ours[-1]["rate"] / them["rate"]))
if any(one["code"] for one in ours) or not all(one["ledger"]["reconciles"] for one in ours):
    sys.exit("rasd failed or its ledger does not reconcile")
