#!/usr/bin/env python3
"""Other tools read the archive: every file of a folder through warcio, an independent reader.

    tests/bench/rivals.sh .rivals
    .rivals/bin/python tests/bench/archive_check.py data/crawl/archive

Checks all digests, that each request belongs to a record, each revisit refers to one that is there
or in another file, and that chunks and codings come off. Not part of the ordinary tests.
"""
import collections
import importlib.metadata
import pathlib
import sys

from warcio.archiveiterator import ArchiveIterator


def check(path, counts, ids, referred):
    with open(path, "rb") as stream:
        records = ArchiveIterator(stream, check_digests="raise")
        for record in records:
            headers = record.rec_headers
            counts[record.rec_type] += 1
            ids.add(headers.get_header("WARC-Record-ID"))
            for name in ("WARC-Concurrent-To", "WARC-Refers-To"):
                if headers.get_header(name):
                    referred[name].add(headers.get_header(name))
            record.content_stream().read()
        if records.err_count:
            sys.exit(f"{path}: warcio found {records.err_count} errors")


def main():
    folder = pathlib.Path(sys.argv[1])
    counts, ids, referred = collections.Counter(), set(), collections.defaultdict(set)
    files = sorted(folder.glob("*.warc.gz"))
    if not files:
        sys.exit(f"no *.warc.gz in {folder}")
    for path in files:
        check(path, counts, ids, referred)
    missing = {name: len(which - ids) for name, which in referred.items() if which - ids}
    print(f"warcio {importlib.metadata.version('warcio')}: {len(files)} files, "
          + ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())))
    if missing:
        sys.exit(f"referred to and not there: {missing}")


if __name__ == "__main__":
    main()
