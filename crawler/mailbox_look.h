#pragma once
#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "crawler/imap_mailbox.h"

namespace rasd {

/// One look into a mailbox on a thread of its own, since a mail server may take a minute to answer
/// and the crawl loop must not wait for it. Ends and joins with its owner.
class MailboxLook {
 public:
  /// `ready` is called on the look's thread when it is done.
  MailboxLook(MailboxOptions options, std::string cursor, std::function<void()> ready)
      : thread_([this, options = std::move(options), cursor = std::move(cursor),
                 ready = std::move(ready)](const std::stop_token& stop) {
          reading_ = read_mailbox(options, cursor, stop);
          done_ = true;
          ready();
        }) {}
  bool done() const { return done_; }
  /// Once, when it is done.
  Result<MailboxReading> take() { return std::move(*reading_); }

 private:
  std::optional<Result<MailboxReading>> reading_;
  std::atomic<bool> done_{false};
  std::jthread thread_;  // last: it ends before what it writes to
};

}  // namespace rasd
