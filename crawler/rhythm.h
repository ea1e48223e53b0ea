#pragma once
#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace rasd {

/// What a server or a feed says about how often to look. Absent: it says nothing.
struct PollHints {
  std::optional<std::chrono::seconds> fresh_for;  ///< Cache-Control: max-age less Age
  std::optional<std::chrono::seconds> every;      ///< <ttl>, sy:updatePeriod / updateFrequency
  bool hub = false;  ///< a WebSub hub: the publisher wants to be read at once
};

/// Reads Cache-Control and Age (RFC 9111 5.2.2.1, 4.2.3) of an answer's values. no-cache and
/// max-age=0 say nothing. Thread-safe.
std::optional<std::chrono::seconds> fresh_for(std::string_view cache_control, std::string_view age);

/// Reads <ttl> (RSS 2.0, minutes), sy:updatePeriod with sy:updateFrequency (RSS 1.0 syndication
/// module) and <link rel="hub"> out of a feed's head, up to its first entry and 16 KiB at most. A
/// scan for three marks, not a parse: a hint misread costs one poll early or late. Thread-safe.
PollHints feed_hints(std::string_view feed);

/// How often a source publishes, by the hour of the day (UTC), and when to look next. Learned from
/// the times of entries, or of the polls that brought them; older days weigh less (half in a week).
/// A value of 49 numbers kept in crawl.db, so that a restart goes on where it was.
class Rhythm {
 public:
  struct Bounds {
    std::chrono::seconds shortest{120};
    std::chrono::seconds longest = std::chrono::days{1};
  };

  /// Learns from one poll at `now`: when its new entries were published (an entry without a time,
  /// or from the future, counts between the polls), `since` being the poll before. Of a first poll
  /// (no `since`) the entries themselves say how far the list reaches back, a week at most.
  void learn(std::optional<Instant> since, Instant now, std::span<const Instant> entries,
             size_t without_time);

  /// The wait until about one new entry is expected: by the hour's usual rate, or by that of the
  /// last two hours where it is higher (news breaks). Within the bounds; `usual` while nothing was
  /// learned. Hints lengthen it, to half an hour at most and never beyond the bounds' longest; a
  /// hub halves it. Rates are found by walking the hours ahead: at most 25 steps.
  std::chrono::seconds wait(Instant now, std::chrono::seconds usual, const PollHints& hints,
                            Bounds bounds) const;

  /// Entries expected in that time.
  double expected(Instant from, Instant to) const;

  std::string encode() const;
  /// An empty or foreign text is a rhythm that has learned nothing.
  static Rhythm decode(std::string_view text);

 private:
  void forget(Instant now);
  double rate(Instant at) const;

  std::array<float, 24> entries_{};  // decayed counts
  std::array<float, 24> hours_{};    // decayed hours watched
  float recent_ = 0;                 // entries, decayed over two hours
  Instant at_{};                     // of the last learn(); zero: nothing learned
};

}  // namespace rasd
