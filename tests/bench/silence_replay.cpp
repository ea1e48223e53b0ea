// How soon a paper that stops is noticed, and how often one that did not is called silent: real
// streams (JSON Lines with "source" and "date_extracted", as tests/support/shared.h finds them) are
// cut at random times and judged every quarter of an hour by measure/silence.h. The days that a
// data set lacks count as not watched.
//
//   build/bench_silence_replay DIR [cuts a paper] [false alarms a month]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "measure/silence.h"

namespace {

using rasd::Instant;
using rasd::TimeSpan;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr hours kOffset{3};
constexpr days kLearnFor{7};
constexpr days kMemory{28};
constexpr days kGiveUp{14};

std::string field(const std::string& line, const std::string& name) {
  const std::string key = "\"" + name + "\": \"";
  const size_t at = line.find(key);
  if (at == std::string::npos) return {};
  return line.substr(at + key.size(), line.find('"', at + key.size()) - at - key.size());
}

using Streams = std::map<std::string, std::vector<Instant>>;

Streams read_streams(const std::string& folder, std::vector<TimeSpan>& watched) {
  Streams streams;
  std::set<Instant> days_seen;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".jsonl") continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      std::string said = field(line, "date_extracted");
      if (said.size() != 19) continue;
      said[10] = 'T';
      const auto at = rasd::parse_rfc3339(said + "+03:00");
      if (!at) continue;
      streams[field(line, "source")].push_back(*at);
      days_seen.insert(std::chrono::floor<days>(*at + kOffset) - kOffset);
    }
  }
  for (const Instant day : days_seen) {
    if (!watched.empty() && watched.back().to == day)
      watched.back().to = day + days{1};
    else
      watched.push_back({day, day + days{1}});
  }
  for (auto& [source, times] : streams) {
    std::sort(times.begin(), times.end());
    // The first visit found what a paper had published before; nobody saw it come.
    const auto backlog = std::lower_bound(times.begin(), times.end(), times.front() + days{1});
    times.erase(times.begin(), backlog);
  }
  std::erase_if(streams, [](const auto& one) {
    return one.second.empty() || one.second.back() - one.second.front() < kLearnFor + days{1};
  });
  return streams;
}

/// What was watched between two instants.
std::vector<TimeSpan> cut(const std::vector<TimeSpan>& watched, Instant from, Instant to) {
  std::vector<TimeSpan> spans;
  for (const TimeSpan& span : watched)
    if (span.to > from && span.from < to)
      spans.push_back({std::max(span.from, from), std::min(span.to, to)});
  return spans;
}

rasd::SilenceVerdict judge(const std::vector<Instant>& times, const std::vector<TimeSpan>& watched,
                           Instant last, Instant now, const rasd::SilenceOptions& options) {
  const Instant from = std::max(times.front(), last - kMemory);
  const auto begin = std::lower_bound(times.begin(), times.end(), from);
  const auto end = std::upper_bound(times.begin(), times.end(), last);
  const auto spans = cut(watched, from, last + std::chrono::seconds{1});
  const auto profile = rasd::ArrivalProfile::learn({begin, end}, spans, kOffset, options);
  Instant since = last;
  for (const TimeSpan& span : watched)  // nobody looked before
    if (span.from <= now && span.from > since) since = span.from;
  return profile.judge({since, now});
}

double quantile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_silence_replay DIR [cuts a paper] [false alarms a month]\n");
    return 2;
  }
  const int cuts = argc > 2 ? std::atoi(argv[2]) : 200;
  rasd::SilenceOptions options;
  if (argc > 3) options.false_alarms_a_month = std::atof(argv[3]);
  std::vector<TimeSpan> watched;
  const Streams streams = read_streams(argv[1], watched);
  if (watched.empty()) {
    std::fprintf(stderr, "no streams in %s\n", argv[1]);
    return 1;
  }
  std::mt19937_64 random(4);
  std::printf("%-14s %6s %7s %6s %9s %9s %9s %8s %8s %7s\n", "paper", "items", "a day", "cuts",
              "median h", "p90 h", "missed", "never", "alarms", "days");
  std::vector<double> all_delays;
  int all_alarms = 0;
  double all_days = 0;
  int all_never = 0;
  for (const auto& [source, times] : streams) {
    const Instant begin = times.front() + kLearnFor;
    std::vector<double> delays;
    std::vector<double> missed;
    int never = 0;
    int alarms = 0;
    double watched_days = 0;
    // The stream as it was: every alarm is a false one, or the paper really stopped.
    bool alarmed = false;
    for (Instant now = begin; now < times.back(); now += minutes{15}) {
      const auto spans = cut(watched, now, now + std::chrono::seconds{1});
      if (spans.empty()) continue;
      watched_days += 1.0 / 96;
      const Instant last = *std::prev(std::upper_bound(times.begin(), times.end(), now));
      const bool alarm = judge(times, watched, last, now, options).alarm;
      if (alarm && !alarmed) {
        ++alarms;
        const auto next = std::upper_bound(times.begin(), times.end(), now);
        std::printf("  %s was silent from %s to %s\n", source.c_str(),
                    rasd::to_rfc3339(last).c_str(), rasd::to_rfc3339(*next).c_str());
      }
      alarmed = alarm;
    }
    if (begin < times.back()) {
      std::uniform_int_distribution<int64_t> any(0, (times.back() - begin).count());
      for (int i = 0; i < cuts; ++i) {
        const Instant stop = begin + std::chrono::seconds{any(random)};
        if (cut(watched, stop, stop + std::chrono::seconds{1}).empty()) continue;
        const Instant last = *std::prev(std::upper_bound(times.begin(), times.end(), stop));
        // What follows the cut is a world in which we go on looking.
        std::vector<TimeSpan> looking = cut(watched, watched.front().from, stop);
        looking.back().to = stop + kGiveUp;
        Instant now = stop;
        rasd::SilenceVerdict verdict;
        for (; now < stop + kGiveUp; now += minutes{15}) {
          verdict = judge(times, looking, last, now, options);
          if (verdict.alarm) break;
        }
        if (!verdict.alarm) {
          ++never;
          continue;
        }
        delays.push_back(static_cast<double>((now - stop).count()) / 3600);
        missed.push_back(verdict.expected);
      }
    }
    std::printf(
        "%-14s %6zu %7.1f %6zu %9.1f %9.1f %9.1f %8d %8d %7.1f\n", source.c_str(), times.size(),
        static_cast<double>(times.size()) /
            std::max(1.0, static_cast<double>((times.back() - times.front()).count()) / 86400),
        delays.size(), quantile(delays, .5), quantile(delays, .9), quantile(missed, .5), never,
        alarms, watched_days);
    all_delays.insert(all_delays.end(), delays.begin(), delays.end());
    all_alarms += alarms;
    all_days += watched_days;
    all_never += never;
  }
  const size_t n = all_delays.size();
  std::printf(
      "all: n = %zu cuts, median %.1f h, p90 %.1f h, %d never within 14 days; %d alarms on "
      "uncut streams in %.0f source-days (%.2f a source-month; allowed %.2f)\n",
      n, quantile(all_delays, .5), quantile(all_delays, .9), all_never, all_alarms, all_days,
      all_days > 0 ? all_alarms / all_days * 30 : 0.0, options.false_alarms_a_month);
  return 0;
}
