#!/usr/bin/env python3
"""Feeds a second of one core: one feed of 40 Arabic items (about 39 KB) read again and again with all
fields, beside feedparser and a bare pass of libxml2 over the same bytes in the same run.

usage: tests/bench/feeds_bench.py [--times 2000] [--build build/release] [--rivals FOLDER]
  --rivals  where tests/bench/rivals.sh installed feedparser and lxml; left out: Rasd alone
CPU time (user and system) is what counts, since machines are shared."""
import argparse
import json
import os
import resource
import subprocess
import tempfile

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("--times", type=int, default=2000)
ap.add_argument("--build", default="build/release")
ap.add_argument("--rivals")
args = ap.parse_args()

RIVALS = {
    "feedparser": "import feedparser as m\nread = lambda b: len(m.parse(b).entries)",
    "lxml": "from lxml import etree as m\nimport io\n"
            "read = lambda b: sum(1 for _, e in m.iterparse(io.BytesIO(b)) if e.tag == 'item')",
}


def feed():
    summary = "قال الوزير إن السدود ممتلئة بعد الأمطار. " * 5
    body = 'نص الخبر <a href="/a">رابط</a> ' * 8
    items = "".join(
        f"<item><title>خبر رقم {i} عن المياه</title><link>https://news.example/{i}</link>"
        f"<guid>https://news.example/{i}</guid><dc:creator>منى</dc:creator><category>محليات</category>"
        f"<pubDate>Tue, 24 Nov 2026 08:{i:02}:00 +0300</pubDate>"
        f"<description>&lt;p&gt;{summary}&lt;/p&gt;</description>"
        f"<content:encoded><![CDATA[<p>{body}</p>]]></content:encoded></item>" for i in range(40))
    return ('<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>أخبار</title>'
            f"<link>https://news.example/</link>{items}</channel></rss>").encode()


def cpu_of(command, **options):
    """Seconds of CPU that a command took, and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, **options)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def rival(name, path, times):
    python = args.rivals + "/bin/python"
    code = RIVALS[name] + f"\nb = open({path!r}, 'rb').read()\nfor _ in range({{}}): assert read(b) == 40\n"
    start, _ = cpu_of([python, "-c", code.format(1)])
    whole, _ = cpu_of([python, "-c", code.format(times + 1)])
    version = subprocess.run([python, "-c", f"import importlib.metadata as m; print(m.version({name!r}))"],
                             check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    return version, times / (whole - start)


with tempfile.TemporaryDirectory() as folder:
    path, tasks = folder + "/feed.xml", folder + "/tasks"
    with open(path, "wb") as f:
        f.write(feed())
    with open(tasks, "w") as f:
        for i in range(args.times):
            f.write(json.dumps({"id": str(i), "path": path, "url": "https://news.example/rss"}) + "\n")
    seconds, answers = cpu_of([args.build + "/rasd", "inspect", "feed", "--jobs", "1", "--batch", tasks])
    lines = [json.loads(line) for line in answers.splitlines()]
    assert len(lines) == args.times and all(len(line["entries"]) == 40 for line in lines)
    ours = args.times / seconds
    print(f"feed of {os.path.getsize(path)} bytes, 40 items, n = {args.times}, one core, CPU time")
    print(f"rasd inspect feed, all fields, with JSON in and out: {ours:.0f} a second")
    if args.rivals:
        for name in RIVALS:
            version, speed = rival(name, path, max(20, args.times // 20))
            print(f"{name} {version}: {speed:.0f} a second, rasd is {ours / speed:.1f} times that")
