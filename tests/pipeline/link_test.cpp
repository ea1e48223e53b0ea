#include "pipeline/link.h"

#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using std::chrono::milliseconds;

LinkOptions fast(const std::string& endpoint, LinkOptions::Side side, uint32_t window = 8) {
  LinkOptions options;
  options.endpoint = endpoint;
  options.side = side;
  options.window = window;
  options.heartbeat = milliseconds{10};
  options.dead_after = milliseconds{150};
  return options;
}

/// Sends `n` records and collects what is acknowledged, until all are or the time is over.
std::set<std::string> send_all(LinkSender& sender, int n, milliseconds limit) {
  std::set<std::string> acknowledged;
  int next = 0;
  const auto end = std::chrono::steady_clock::now() + limit;
  while (static_cast<int>(acknowledged.size()) < n && std::chrono::steady_clock::now() < end) {
    while (next < n && sender.has_room()) {
      sender.send(std::to_string(next), "payload " + std::to_string(next));
      ++next;
    }
    for (auto& ack : sender.poll()) acknowledged.insert(ack.id);
    wait_for({sender.socket()}, nullptr, milliseconds{2});
  }
  return acknowledged;
}

class LinkSides : public testing::TestWithParam<bool> {};

TEST_P(LinkSides, EveryRecordIsAcknowledgedWithinTheWindow) {
  const LinkContext context;
  const bool sender_binds = GetParam();
  using Side = LinkOptions::Side;
  // A thread that waits for its core is not dead: what is sent twice would widen the window.
  const auto patient = [](Side side) {
    LinkOptions options = fast("inproc://a", side);
    options.dead_after = milliseconds{20000};
    return options;
  };
  auto sender = LinkSender::open(context, patient(sender_binds ? Side::kBind : Side::kConnect));
  auto receiver = LinkReceiver::open(context, patient(sender_binds ? Side::kConnect : Side::kBind));
  ASSERT_TRUE(sender && receiver);
  std::set<std::string> received;
  size_t most_held = 0;
  std::jthread other([&](std::stop_token stop) {
    std::vector<Delivery> held;
    while (!stop.stop_requested()) {
      for (auto& d : receiver->poll(100)) held.push_back(std::move(d));
      most_held = std::max(most_held, held.size());
      for (const auto& d : held) {
        received.insert(d.id);
        receiver->acknowledge(d, "stored");
      }
      held.clear();
      wait_for({receiver->socket()}, nullptr, milliseconds{2});
    }
  });
  EXPECT_EQ(send_all(*sender, 500, milliseconds{10000}).size(), 500u);
  other.request_stop();
  other.join();
  EXPECT_EQ(received.size(), 500u);
  EXPECT_LE(most_held, 8u);
  EXPECT_EQ(sender->outstanding(), 0u);
}
INSTANTIATE_TEST_SUITE_P(BothSides, LinkSides, testing::Bool());

// A receiver that takes records and dies before it acknowledges: the next one gets them all.
TEST(Link, WhatADeadReceiverHeldGoesToTheNext) {
  for (const bool sender_binds : {true, false}) {
    SCOPED_TRACE(sender_binds ? "sender binds" : "receiver binds");
    const TempFolder folder;
    const std::string endpoint = "ipc://" + (folder / "link");
    using Side = LinkOptions::Side;
    const LinkContext context;
    auto sender =
        LinkSender::open(context, fast(endpoint, sender_binds ? Side::kBind : Side::kConnect));
    ASSERT_TRUE(sender);
    const auto open_receiver = [&] {
      return LinkReceiver::open(context,
                                fast(endpoint, sender_binds ? Side::kConnect : Side::kBind));
    };
    {
      auto doomed = open_receiver();
      ASSERT_TRUE(doomed);
      std::set<std::string> taken;  // a busy machine may cause a second sending
      const auto end = std::chrono::steady_clock::now() + milliseconds{5000};
      while (taken.size() < 5 && std::chrono::steady_clock::now() < end) {
        for (const auto& d : doomed->poll(100)) taken.insert(d.id);
        sender->poll();
        while (sender->has_room() && sender->outstanding() < 5)
          sender->send(std::to_string(sender->outstanding()), "x");
        wait_for({doomed->socket()}, nullptr, milliseconds{1});
      }
      ASSERT_EQ(taken.size(), 5u);
    }
    auto heir = open_receiver();
    ASSERT_TRUE(heir) << heir.error().message;
    std::set<std::string> got;
    const auto end = std::chrono::steady_clock::now() + milliseconds{5000};
    while (sender->outstanding() > 0 && std::chrono::steady_clock::now() < end) {
      for (const auto& d : heir->poll(100)) {
        got.insert(d.id);
        heir->acknowledge(d, "");
      }
      sender->poll();
      wait_for({heir->socket(), sender->socket()}, nullptr, milliseconds{1});
    }
    EXPECT_EQ(got.size(), 5u);
    EXPECT_EQ(sender->outstanding(), 0u);
  }
}

TEST(Link, AnEndpointIsOnThisMachineOrRefused) {
  struct Case {
    const char* endpoint;
    bool good;
  };
  const Case cases[] = {
      {"inproc://a", true},
      {"ipc://data/a.link", true},
      {"tcp://127.0.0.1:5555", true},
      {"tcp://[::1]:5555", true},
      {"tcp://0.0.0.0:5555", false},
      {"tcp://127.evil.example:1", false},
      {"tcp://127.0.0.1", false},
      {"tcp://127.0.0.1:0", false},
      {"tcp://127.0.0.1:70000", false},
      {"tcp://10.0.0.1:5555", false},
      {"ipc://", false},
      {"", false},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.endpoint);
    EXPECT_EQ(check_endpoint(c.endpoint).has_value(), c.good);
  }
  EXPECT_FALSE(check_endpoint("ipc:///" + std::string(200, 'x')));
}

// A receiver that has no room for what waits lives all the same, and none of its senders ages.
TEST(Link, ABeatKeepsTheLinkAliveWithoutTakingRecords) {
  for (const bool sender_binds : {true, false}) {
    SCOPED_TRACE(sender_binds ? "sender binds" : "receiver binds");
    const LinkContext context;
    using Side = LinkOptions::Side;
    auto sender =
        LinkSender::open(context, fast("inproc://a", sender_binds ? Side::kBind : Side::kConnect));
    auto receiver = LinkReceiver::open(
        context, fast("inproc://a", sender_binds ? Side::kConnect : Side::kBind));
    ASSERT_TRUE(sender && receiver);
    const auto end = std::chrono::steady_clock::now() + milliseconds{5000};
    while (!sender->has_room() && std::chrono::steady_clock::now() < end) {
      receiver->poll(1);
      sender->poll();
      wait_for({sender->socket()}, nullptr, milliseconds{2});
    }
    for (int i = 0; i < 5; ++i) sender->send(std::to_string(i), "x");
    const auto busy_until = std::chrono::steady_clock::now() + milliseconds{600};
    while (std::chrono::steady_clock::now() < busy_until) {
      receiver->beat();
      EXPECT_TRUE(sender->poll().empty());
      for (int i = 0; i < 5; ++i) EXPECT_EQ(sender->losses(std::to_string(i)), 0u);
      std::this_thread::sleep_for(milliseconds{5});
    }
    EXPECT_TRUE(sender->has_room()) << "still known";
    std::set<std::string> got;
    while (got.size() < 5 && std::chrono::steady_clock::now() < end) {
      for (const auto& delivery : receiver->poll(2)) {
        EXPECT_TRUE(got.insert(delivery.id).second) << "sent twice";
        receiver->acknowledge(delivery, "");
      }
      sender->poll();
    }
    EXPECT_EQ(got.size(), 5u);
  }
}

TEST(Link, StaysOnTheMachineAndSaysWhatIsTaken) {
  const LinkContext context;
  using Side = LinkOptions::Side;
  EXPECT_EQ(LinkSender::open(context, fast("tcp://0.0.0.0:5555", Side::kBind)).error().kind,
            ErrorKind::kConfiguration);
  auto first = LinkSender::open(context, fast("inproc://taken", Side::kBind));
  ASSERT_TRUE(first);
  EXPECT_EQ(LinkSender::open(context, fast("inproc://taken", Side::kBind)).error().kind,
            ErrorKind::kConfiguration);
}

}  // namespace
}  // namespace rasd
