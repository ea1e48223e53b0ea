#include "reports/source_health.h"

#include <algorithm>
#include <array>

#include "reports/plain_reasons.h"
#include "store/arrivals.h"

namespace rasd {
namespace {

using std::chrono::hours;

constexpr hours kMemory{28 * 24};
constexpr hours kGoneAfter{48};
constexpr hours kBlockedAfter{6};
constexpr hours kPeace{1};
constexpr int kFailuresInARow = 3;
constexpr int kSuccessesInARow = 2;
// Three days of a source polled every two minutes is 2,160.
constexpr size_t kMostPolls = 2500;

constexpr std::array<std::string_view, 9> kNames = {
    "silent", "gone", "blocked", "failing", "not_polled", "quiet", "live", "replayed", "inactive"};
constexpr std::array<Phrase, 9> kPhrases = {
    Phrase::kConditionSilent,  Phrase::kConditionGone,      Phrase::kConditionBlocked,
    Phrase::kConditionFailing, Phrase::kConditionNotPolled, Phrase::kConditionQuiet,
    Phrase::kConditionLive,    Phrase::kConditionReplayed,  Phrase::kConditionInactive};

bool is_gone(const SourcePoll& poll) { return poll.status == 404 || poll.status == 410; }

bool is_refusal(const SourcePoll& poll) {
  for (const int status : {401, 403, 429, 451})
    if (poll.status == status) return true;
  return poll.error.starts_with("robots.txt does not allow");
}

/// Learns from the four weeks up to `last`, which must be among the arrivals.
SilenceVerdict judge_pause(const std::vector<Instant>& arrivals, Instant last, Instant until,
                           std::chrono::seconds offset) {
  const auto begin = std::lower_bound(arrivals.begin(), arrivals.end(), last - kMemory);
  const auto end = std::upper_bound(begin, arrivals.end(), last);
  if (begin == end) return {};
  // Watched from the first item known, as lists reach back; one day at least, so that five items
  // of one hour do not make a hundred and twenty a day.
  const Instant from = std::min(*begin, last - hours{24});
  const std::array<TimeSpan, 1> watched = {TimeSpan{from, last + std::chrono::seconds{1}}};
  return ArrivalProfile::learn({begin, end}, watched, offset).judge({last, until});
}

Result<void> judge(StoreReader& reader, const TimeZone& zone, Window window, SourceHealth& health) {
  const SourceCoverage& c = health.coverage;
  if (c.source.connector == Connector::kReplay) {
    health.condition = SourceCondition::kReplayed;
    return {};
  }
  if (!c.active) {
    health.condition = SourceCondition::kInactive;
    return {};
  }
  const auto polls = read_polls(reader, c.source.id, window.to, kMostPolls);
  if (!polls) return fail(polls.error());
  if (c.reach == Reach::kNotPolled) {
    health.condition = SourceCondition::kNotPolled;
    health.since = c.last_success;
  } else if (c.polls > 0) {
    const PollsVerdict verdict = judge_polls(*polls);
    health.condition = verdict.condition;
    health.since = verdict.since;
  }
  if (health.condition != SourceCondition::kLive || !c.last_item) return {};
  // Nothing is known of the time after we last looked; a look after the window knows all of it.
  Instant until = window.to;
  if (c.reach == Reach::kReached && c.last_success) until = *c.last_success;
  const auto arrivals =
      read_arrivals(reader, c.source.id, {*c.last_item - kMemory, *c.last_item + hours{1}});
  if (!arrivals) return fail(arrivals.error());
  health.silence = judge_pause(*arrivals, *c.last_item, until, zone.offset_at(*c.last_item));
  if (health.silence.alarm) health.condition = SourceCondition::kSilent;
  if (health.silence.quiet) health.condition = SourceCondition::kQuiet;
  if (health.condition != SourceCondition::kLive) health.since = c.last_item;
  return {};
}

}  // namespace

std::string_view name(SourceCondition condition) { return kNames[static_cast<size_t>(condition)]; }

PollsVerdict judge_polls(const std::vector<SourcePoll>& newest_first) {
  PollsVerdict verdict;
  std::optional<Instant> last_good;
  std::optional<Instant> last_bad;
  bool failing = false;
  bool all_gone = true;
  bool all_refused = true;
  int bad = 0;
  int good = 0;
  for (auto poll = newest_first.rbegin(); poll != newest_first.rend(); ++poll) {
    if (poll->ok) {
      ++good;
      const bool peace = last_bad && poll->at - *last_bad >= kPeace;
      if (!failing || good >= kSuccessesInARow || poll->fresh > 0 || peace) {
        failing = false;
        bad = 0;
      }
      last_good = poll->at;
      continue;
    }
    if (bad == 0) {
      verdict.since = poll->at;
      all_gone = all_refused = true;
    }
    ++bad;
    good = 0;
    last_bad = poll->at;
    all_gone = all_gone && is_gone(*poll);
    all_refused = all_refused && is_refusal(*poll);
    failing = failing || bad >= kFailuresInARow || !last_good || poll->at - *last_good >= kPeace;
  }
  if (!failing) return {};
  verdict.condition = SourceCondition::kFailing;
  const auto lasted = *last_bad - *verdict.since;
  if (all_refused && lasted >= kBlockedAfter) verdict.condition = SourceCondition::kBlocked;
  if (all_gone && lasted >= kGoneAfter) verdict.condition = SourceCondition::kGone;
  return verdict;
}

Result<SourcesHealth> judge_sources(StoreReader& reader, const TimeZone& zone, Window window) {
  const StoreReader::Snapshot snapshot(reader);
  auto coverage = read_coverage(reader, window);
  if (!coverage) return fail(coverage.error());
  SourcesHealth all;
  all.coverage = std::move(*coverage);
  for (SourceCoverage& one : all.coverage.sources) {
    SourceHealth health;
    health.coverage = std::move(one);
    if (auto judged = judge(reader, zone, window, health); !judged) return fail(judged.error());
    all.alarms += health.is_alarm() ? 1 : 0;
    all.sources.push_back(std::move(health));
  }
  all.coverage.sources.clear();
  const auto rank = [](const SourceHealth& one) {
    return std::min(one.condition, SourceCondition::kQuiet);
  };
  std::stable_sort(all.sources.begin(), all.sources.end(), [&](const auto& a, const auto& b) {
    return rank(a) != rank(b) ? rank(a) < rank(b) : a.coverage.source.name < b.coverage.source.name;
  });
  return all;
}

std::string condition_name(SourceCondition condition, const Wording& words) {
  return words.say(kPhrases[static_cast<size_t>(condition)]);
}

std::string health_reason(const SourceHealth& health, const Wording& words, Day day) {
  const SourceCoverage& c = health.coverage;
  const auto time = [&](const std::optional<Instant>& at) {
    return at ? words.moment(*at, day) : std::string();
  };
  std::string why = c.last_error.empty() && c.last_status > 0
                        ? "HTTP " + std::to_string(c.last_status)
                        : c.last_error;
  why = why.empty() ? words.say(Phrase::kUnknownReason) : plain_reason(why, words);
  switch (health.condition) {
    case SourceCondition::kSilent:
      return words.say(Phrase::kWhySilent,
                       {{"time", time(health.since)},
                        {"n", static_cast<int64_t>(std::min(health.silence.expected + 0.5, 1e9))}});
    case SourceCondition::kQuiet:
      return words.say(Phrase::kWhyQuiet, {{"time", time(health.since)}});
    case SourceCondition::kGone:
      return words.say(Phrase::kWhyGone, {{"time", time(health.since)}, {"reason", why}});
    case SourceCondition::kBlocked:
      return words.say(Phrase::kWhyBlocked, {{"time", time(health.since)}, {"reason", why}});
    case SourceCondition::kFailing:
      return c.last_success ? words.say(Phrase::kFailingSince,
                                        {{"time", time(c.last_success)}, {"reason", why}})
                            : words.say(Phrase::kFailingNow, {{"reason", why}});
    case SourceCondition::kNotPolled:
      return c.last_success ? words.say(Phrase::kNotPolledSince, {{"time", time(c.last_success)}})
                            : words.say(Phrase::kNotPolled);
    case SourceCondition::kLive:
    case SourceCondition::kReplayed:
    case SourceCondition::kInactive:
      break;
  }
  return {};
}

Result<PauseJudge> PauseJudge::open(StoreReader& reader, const TimeZone& zone,
                                    const std::string& source_id, Window period) {
  PauseJudge judge;
  judge.offset_ = zone.offset_at(period.from);
  judge.until_ = period.to;
  auto arrivals = read_arrivals(reader, source_id, {period.from - kMemory, period.to});
  if (!arrivals) return fail(arrivals.error());
  judge.arrivals_ = std::move(*arrivals);
  return judge;
}

bool PauseJudge::is_silent(Window window) const {
  const auto next = std::lower_bound(arrivals_.begin(), arrivals_.end(), window.from);
  if (next == arrivals_.begin()) return false;
  if (next != arrivals_.end() && *next < window.to) return false;
  const Instant end = next == arrivals_.end() ? until_ : *next;
  return judge_pause(arrivals_, *std::prev(next), end, offset_).alarm;
}

}  // namespace rasd
