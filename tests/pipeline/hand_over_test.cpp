#include "pipeline/hand_over.h"

#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "base/id.h"
#include "records/wire.h"
#include "tests/support/temp_folder.h"

// The crawler's outward half alone: the test plays annotator and store.
namespace rasd {
namespace {

using std::chrono::milliseconds;

TEST(HandOver, AnAnswerThatCannotBeReadIsAskedForAgainAndThenGivenUp) {
  const TempFolder folder;
  auto spool = Spool::open(folder / "crawl");
  ASSERT_TRUE(spool);
  std::vector<SpoolItem> items;
  std::map<std::string, int> unreadable;  // by item: so many bad answers before a good one
  for (const int bad : {0, 2, 1000}) {
    Outcome failed;
    failed.item_id = content_id({std::to_string(bad)});
    failed.source_id = "a";
    failed.reason = "gone (404)";
    unreadable[failed.item_id] = bad;
    items.push_back({failed, {}});
  }
  ASSERT_TRUE((*spool)->append(std::move(items)));
  const LinkContext context;
  LinkOptions link;
  link.endpoint = "inproc://articles";
  link.heartbeat = milliseconds{10};
  std::map<std::string, int> answered;
  std::jthread store([&](std::stop_token stop) {
    auto receiver = LinkReceiver::open(context, link);
    ASSERT_TRUE(receiver);
    while (!stop.stop_requested()) {
      for (const Delivery& delivery : receiver->poll(10)) {
        const auto record = decode(delivery.payload);
        ASSERT_TRUE(record && std::holds_alternative<Outcome>(*record)) << "sent anew as it was";
        const bool bad = answered[delivery.id]++ < unreadable[delivery.id];
        receiver->acknowledge(delivery, bad ? "{broken" : encode(std::get<Outcome>(*record)));
      }
      wait_for({receiver->socket()}, nullptr, milliseconds{5});
    }
  });
  HandOverOptions options;
  options.link = link;
  options.link.side = LinkOptions::Side::kBind;
  const SystemClock clock;
  std::stop_source stop;
  std::jthread too_long([&](std::stop_token ended) {
    for (int i = 0; i < 200 && !ended.stop_requested(); ++i)
      std::this_thread::sleep_for(milliseconds{50});
    stop.request_stop();
  });
  EXPECT_TRUE(hand_over(context, **spool, clock, options, stop.get_token(),
                        [&] { return (*spool)->counts().pending == 0; }));
  store.request_stop();
  store.join();
  const SpoolCounts counts = (*spool)->counts();
  EXPECT_EQ(counts.pending, 0u) << "it comes to its end";
  EXPECT_EQ(counts.final[static_cast<size_t>(ItemState::kFailed)], 2u);
  EXPECT_EQ(counts.final[static_cast<size_t>(ItemState::kQuarantined)], 1u);
  EXPECT_EQ(answered[content_id({"0"})], 1);
  EXPECT_EQ(answered[content_id({"2"})], 3);
  EXPECT_EQ(answered[content_id({"1000"})], 3);
}

}  // namespace
}  // namespace rasd
