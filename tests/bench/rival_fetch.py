"""Scrapy over one server: usage rival_fetch.py BASE_URL PAGES
Prints its version, the pages that came whole, and seconds of CPU, the start of Python left out."""
import resource
import sys

import scrapy
from scrapy.crawler import CrawlerProcess

base, pages = sys.argv[1], int(sys.argv[2])
whole = 0


def cpu():
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime


class Pages(scrapy.Spider):
    name = "pages"

    async def start(self):
        for n in range(pages):
            yield scrapy.Request(base + str(n), callback=self.parse)

    def parse(self, response):
        global whole
        whole += response.body.endswith(b"</html>")


process = CrawlerProcess({"LOG_ENABLED": False, "CONCURRENT_REQUESTS": 32, "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
                          "DOWNLOAD_DELAY": 0, "ROBOTSTXT_OBEY": False, "TELNETCONSOLE_ENABLED": False})
before = cpu()
process.crawl(Pages)
process.start()
print(scrapy.__version__, whole, round(cpu() - before, 3))
