#include "pipeline/own_sites.h"

#include <gtest/gtest.h>

#include <thread>

#include "crawler/site_watch.h"
#include "tests/crawler/small_site.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

TEST(OwnSites, AreWatchedBesideThePipelineUntilStopped) {
  const TempFolder folder;
  Site site;
  site.put("/", article(1), 200, "Content-Type: text/html\r\n");
  const SystemClock clock;
  Config config;
  config.folders.data = folder.path();
  Source source = source_of("own", site.url("/feed"), Connector::kFeed);
  source.site = site.url("/");
  config.sources = {source};
  EXPECT_TRUE(keep_watching_own_sites(config, clock, {})) << "returns at once: none is our own";
  EXPECT_EQ(site.server.count("/"), 0u);

  config.sources[0].official = true;
  config.watch.interval = seconds(0);
  EXPECT_TRUE(keep_watching_own_sites(config, clock, {})) << "returns at once: turned off";

  config.watch.interval = seconds(1);
  std::stop_source stop;
  Result<void> ended;
  std::thread watching([&] { ended = keep_watching_own_sites(config, clock, stop.get_token()); });
  const auto rounds = [&] {
    const auto kept = kept_rounds({"own"}, config.watch_folder());
    return kept.empty() || kept[0].days.empty() ? 0u : kept[0].days.back().rounds;
  };
  for (int tries = 0; tries < 400 && rounds() < 2; ++tries)
    std::this_thread::sleep_for(milliseconds(50));
  stop.request_stop();
  watching.join();
  EXPECT_TRUE(ended);
  EXPECT_GE(rounds(), 2u);
  EXPECT_TRUE(kept_rounds({"own"}, config.watch_folder())[0].up);

  // Started again, it waits for what is left of the interval.
  config.watch.interval = seconds(3600);
  const auto before = site.server.count("/");
  std::stop_source again;
  std::thread waiting([&] { ended = keep_watching_own_sites(config, clock, again.get_token()); });
  std::this_thread::sleep_for(milliseconds(200));
  again.request_stop();
  waiting.join();
  EXPECT_EQ(site.server.count("/"), before);
}

}  // namespace
}  // namespace rasd
