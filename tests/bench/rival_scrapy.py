"""The rival: Scrapy fetches, trafilatura extracts, fastText says the language, SQLite keeps the
text with a full-text index. usage: rival_scrapy.py LID_MODEL DATABASE FEED…
Prints one JSON line: pages, seconds, versions."""
import json
import sqlite3
import sys
import time

import fasttext
import scrapy
import trafilatura
from scrapy.crawler import CrawlerProcess

lid, database, *feeds = sys.argv[1:]
fasttext.FastText.eprint = lambda *a: None
model = fasttext.load_model(lid)
db = sqlite3.connect(database)
db.executescript("PRAGMA journal_mode=WAL; CREATE TABLE article(id INTEGER PRIMARY KEY, url TEXT UNIQUE,"
                 " title TEXT, text TEXT, language TEXT); CREATE VIRTUAL TABLE words USING fts5(title, text);")
done = 0


class Papers(scrapy.Spider):
    name = "papers"
    start_urls = feeds

    async def start(self):
        for url in self.start_urls:
            yield scrapy.Request(url, callback=self.parse_feed)

    def parse_feed(self, response):
        response.selector.remove_namespaces()
        for link in response.xpath("//item/link/text()").getall():
            yield scrapy.Request(link, callback=self.parse_page)

    def parse_page(self, response):
        global done
        found = trafilatura.bare_extraction(response.body, url=response.url, fast=True, with_metadata=True)
        text = (found.text if found else "") or ""
        title = (found.title if found else "") or ""
        language = model.predict(text.replace("\n", " ")[:400])[0][0]
        row = db.execute("INSERT OR IGNORE INTO article(url, title, text, language) VALUES(?,?,?,?)",
                         (response.url, title, text, language))
        db.execute("INSERT INTO words(rowid, title, text) VALUES(?,?,?)", (row.lastrowid, title, text))
        done += 1
        if done % 200 == 0:
            db.commit()


start = time.time()
process = CrawlerProcess({"LOG_ENABLED": False, "CONCURRENT_REQUESTS": 32, "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
                          "DOWNLOAD_DELAY": 0, "ROBOTSTXT_OBEY": True, "TELNETCONSOLE_ENABLED": False})
process.crawl(Papers)
process.start()
db.commit()
print(json.dumps({"pages": done, "seconds": round(time.time() - start, 2), "scrapy": scrapy.__version__,
                  "trafilatura": trafilatura.__version__}))
