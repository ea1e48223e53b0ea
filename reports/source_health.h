#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "measure/silence.h"
#include "records/ledger.h"
#include "reports/wording.h"
#include "store/coverage.h"

namespace rasd {

/// What a source is doing, judged against its own past.
enum class SourceCondition : uint8_t {
  kSilent,     ///< answers, but brings nothing for longer than its own past makes likely
  kGone,       ///< nothing but 404 or 410 for two days
  kBlocked,    ///< nothing but refusals (robots.txt, 401, 403, 429, 451) for six hours
  kFailing,    ///< three polls failed in a row, or none succeeded for an hour
  kNotPolled,  ///< nobody looked in the window
  kQuiet,      ///< longer without an item than nine in ten of its pauses; no alarm
  kLive,
  kReplayed,  ///< from the archive; never polled
  kInactive,  ///< configured no more
};
std::string_view name(SourceCondition condition);  // "silent", "gone", "blocked", …

struct SourceHealth {
  SourceCoverage coverage;
  SourceCondition condition = SourceCondition::kLive;
  /// Silent and quiet: its last item. Failing, blocked, gone: the first failed poll of the run.
  /// Not polled: the last good poll.
  std::optional<Instant> since;
  SilenceVerdict silence;
  bool is_alarm() const { return condition <= SourceCondition::kFailing; }
};

/// Every source of a window, alarms first (in the order of SourceCondition), then by name. Silence
/// is judged up to the last moment at which the source was seen to have nothing: its last good
/// poll, or the window's end. A poll or two that fail are no alarm, and one that succeeds does not
/// end one: two in a row do, or one that brings something, or one after an hour of peace.
struct SourcesHealth {
  Coverage coverage;  ///< without its sources, which are below
  std::vector<SourceHealth> sources;
  uint32_t alarms = 0;
};
Result<SourcesHealth> judge_sources(StoreReader& reader, const TimeZone& zone, Window window);

/// Why, in plain words of the reader's language: "nothing new since 06:10; about 12 items would be
/// usual in that time". Empty for a live source. `day` is the one whose times stand without date.
std::string health_reason(const SourceHealth& health, const Wording& words, Day day);
/// The condition's name in the reader's language.
std::string condition_name(SourceCondition condition, const Wording& words);

/// Whether a source's polls, newest first, amount to an alarm: kFailing, kBlocked, kGone, or kLive
/// with the time the run of failures began.
struct PollsVerdict {
  SourceCondition condition = SourceCondition::kLive;
  std::optional<Instant> since;
};
PollsVerdict judge_polls(const std::vector<SourcePoll>& newest_first);

/// A source's pauses over a period, judged as they turned out: for hatching days in a chart.
class PauseJudge {
 public:
  /// Reads the source's items up to `until`, the last moment at which somebody looked.
  static Result<PauseJudge> open(StoreReader& reader, const TimeZone& zone,
                                 const std::string& source_id, Window period);
  /// Whether the window lies within a pause that its own past made unlikely by its end.
  bool is_silent(Window window) const;

 private:
  std::vector<Instant> arrivals_;
  std::chrono::seconds offset_{0};
  Instant until_{};
};

}  // namespace rasd
