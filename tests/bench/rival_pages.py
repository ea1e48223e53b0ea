"""A Python rival over pages: usage rival_pages.py trafilatura|trafilatura-fast|resiliparse LIST
LIST holds id TAB path TAB address a line. Prints a JSON string (name and version), then for each page
{"id","text","ms"}, milliseconds of CPU."""
import importlib.metadata
import json
import logging
import sys
import time

name, pages = sys.argv[1:]
logging.disable(logging.CRITICAL)
if name == "resiliparse":
    from resiliparse.extract.html2text import extract_plain_text

    def read(html, url):
        return extract_plain_text(html.decode("utf-8", "replace"), main_content=True, alt_texts=False,
                                  links=False, preserve_formatting=False)
else:
    import trafilatura

    def read(html, url):
        return trafilatura.extract(html, url=url or None, include_comments=False, include_tables=False,
                                   fast=name.endswith("fast"))
package, _, how = name.partition("-")
print(json.dumps(f"{package} {importlib.metadata.version(package)} {how}".strip()))
for line in open(pages):
    key, path, url = line.rstrip("\n").split("\t")
    with open(path, "rb") as file:
        html = file.read()
    start = time.process_time()
    text = read(html, url) or ""
    print(json.dumps({"id": key, "text": text, "ms": (time.process_time() - start) * 1e3}))
