#include "crawler/rhythm.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

#include "base/utf8.h"

namespace rasd {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr double kHour = 3600;
constexpr hours kHalfLife{7 * 24};
constexpr hours kReachesBack{7 * 24};
constexpr hours kRecent{2};
// Half of what is seen in one hour is shared with all: a source of four items a day has most of
// its hours empty, and is not asleep in them.
constexpr double kImaginedHours = 12;
// What is needed before a rhythm counts: an hour watched with an entry in it, or twice that
// without. The hour that a first look stands for is a sum of rounded parts, so a little less is an
// hour.
constexpr double kEnoughHours = 0.99;
constexpr double kEnoughEmptyHours = 1.99;
constexpr seconds kLongestHint = minutes{30};
constexpr size_t kHead = 16384;
constexpr char kMark = '1';  // of the encoding

size_t hour_of(Instant at) {
  const auto into = at - std::chrono::floor<std::chrono::days>(at);
  return static_cast<size_t>(into / hours{1});
}

Instant next_hour(Instant at) { return std::chrono::floor<hours>(at) + hours{1}; }

/// The number at the front of a text; nothing when there is none.
std::optional<int64_t> leading_number(std::string_view text) {
  text = trim(text);
  int64_t value = 0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (trouble != std::errc{} || value < 0 || value > 365 * 24 * 3600) return std::nullopt;
  return value;
}

/// What stands in the first element of that name ("ttl", "sy:updatePeriod"); empty when absent.
std::string_view element(std::string_view text, const std::string& name) {
  const size_t at = text.find("<" + name + ">");
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + name.size() + 2);
  return trim(text.substr(0, text.find('<')));
}

}  // namespace

std::optional<seconds> fresh_for(std::string_view cache_control, std::string_view age) {
  const std::string said = to_lower_ascii(cache_control);
  if (said.find("no-cache") != said.npos || said.find("no-store") != said.npos) return std::nullopt;
  for (size_t at = said.find("max-age"); at != said.npos; at = said.find("max-age", at + 1)) {
    if (at > 0 && said[at - 1] == '-') continue;  // s-maxage has no such name, x-max-age might
    const size_t equals = said.find_first_not_of(" \t", at + 7);
    if (equals == said.npos || said[equals] != '=') continue;
    const auto value = leading_number(std::string_view(said).substr(equals + 1));
    const int64_t left = value.value_or(0) - leading_number(age).value_or(0);
    return left > 0 ? std::optional(seconds{left}) : std::nullopt;
  }
  return std::nullopt;
}

PollHints feed_hints(std::string_view feed) {
  PollHints hints;
  feed = feed.substr(0, kHead);
  for (const char* first : {"<item>", "<item ", "<entry>", "<entry "})
    feed = feed.substr(0, feed.find(first));
  if (const auto ttl = leading_number(element(feed, "ttl")); ttl && *ttl > 0)
    hints.every = minutes{*ttl};
  const std::string_view period = element(feed, "sy:updatePeriod");
  for (const auto& [word, length] :
       {std::pair{"hourly", hours{1}}, std::pair{"daily", hours{24}},
        std::pair{"weekly", hours{7 * 24}}, std::pair{"monthly", hours{30 * 24}}})
    if (period == word) {
      const auto times = leading_number(element(feed, "sy:updateFrequency")).value_or(1);
      hints.every = seconds{length} / std::max<int64_t>(1, times);
    }
  hints.hub = feed.find("rel=\"hub\"") != feed.npos || feed.find("rel='hub'") != feed.npos;
  return hints;
}

void Rhythm::forget(Instant now) {
  if (at_ == Instant{} || now <= at_) return;
  const auto passed = static_cast<double>((now - at_).count());
  const auto keep =
      static_cast<float>(std::exp2(-passed / static_cast<double>(seconds{kHalfLife}.count())));
  for (float& n : entries_) n *= keep;
  for (float& n : hours_) n *= keep;
  recent_ *= static_cast<float>(std::exp(-passed / static_cast<double>(seconds{kRecent}.count())));
}

void Rhythm::learn(std::optional<Instant> since, Instant now, std::span<const Instant> entries,
                   size_t without_time) {
  forget(now);
  at_ = now;
  const Instant oldest = now - kReachesBack;
  Instant from = since.value_or(now - hours{1});
  if (!since)
    for (const Instant entry : entries)
      if (entry < from) from = std::max(entry, oldest);
  from = std::clamp(from, oldest, now);
  for (Instant at = from; at < now;) {
    const Instant next = std::min(now, next_hour(at));
    hours_[hour_of(at)] += static_cast<float>(static_cast<double>((next - at).count()) / kHour);
    at = next;
  }
  const Instant between = from + (now - from) / 2;
  const auto add = [&](Instant at, size_t n) {
    entries_[hour_of(at)] += static_cast<float>(n);
    const auto ago = static_cast<double>((now - at).count());
    recent_ += static_cast<float>(static_cast<double>(n) *
                                  std::exp(-ago / static_cast<double>(seconds{kRecent}.count())));
  };
  for (const Instant entry : entries) {
    if (entry > now)
      ++without_time;
    else if (entry >= oldest)
      add(entry, 1);  // an older one that appears now tells nothing of today's pace
  }
  if (since) add(between, without_time);
}

double Rhythm::rate(Instant at) const {
  const double all_hours = std::accumulate(hours_.begin(), hours_.end(), 0.0);
  if (all_hours <= 0) return 0;
  const double mean = std::accumulate(entries_.begin(), entries_.end(), 0.0) / all_hours;
  const size_t hour = hour_of(at);
  return (entries_[hour] + mean * kImaginedHours / 24) / (hours_[hour] + kImaginedHours / 24);
}

double Rhythm::expected(Instant from, Instant to) const {
  double sum = 0;
  for (Instant at = from; at < to;) {
    const Instant next = std::min(to, next_hour(at));
    sum += rate(at) * static_cast<double>((next - at).count()) / kHour;
    at = next;
  }
  return sum;
}

seconds Rhythm::wait(Instant now, seconds usual, const PollHints& hints, Bounds bounds) const {
  seconds wait = usual;
  const bool any = std::accumulate(entries_.begin(), entries_.end(), 0.0) > 0;
  const double watched = std::accumulate(hours_.begin(), hours_.end(), 0.0);
  if (watched >= (any ? kEnoughHours : kEnoughEmptyHours)) {
    const double recent =
        recent_ / std::chrono::duration<double, std::ratio<3600>>(kRecent).count();
    double left = 1;
    Instant at = now;
    while (at < now + bounds.longest) {
      const Instant next = std::min(now + bounds.longest, next_hour(at));
      const double decay = std::exp(-static_cast<double>((at - now).count()) /
                                    static_cast<double>(seconds{kRecent}.count()));
      const double an_hour = std::max(rate(at), recent * decay);
      const double here = an_hour * static_cast<double>((next - at).count()) / kHour;
      if (here >= left) {
        at += seconds{static_cast<int64_t>(left / an_hour * kHour)};
        break;
      }
      left -= here;
      at = next;
    }
    wait = at - now;
  }
  if (hints.hub) wait /= 2;
  for (const auto& hint : {hints.fresh_for, hints.every})
    if (hint) wait = std::max(wait, std::min(*hint, kLongestHint));
  return std::clamp(wait, std::min(bounds.shortest, bounds.longest), bounds.longest);
}

std::string Rhythm::encode() const {
  std::string text(1, kMark);
  const auto put = [&](int64_t value) { text += " " + std::to_string(value); };
  put(at_.time_since_epoch().count());
  put(std::lround(recent_ * 1000));
  for (const auto& row : {entries_, hours_})
    for (const float n : row) put(std::lround(n * 1000));
  return text;
}

Rhythm Rhythm::decode(std::string_view text) {
  std::array<int64_t, 50> numbers{};
  if (text.empty() || text.front() != kMark) return {};
  const char* at = text.data() + 1;
  const char* const end = text.data() + text.size();
  for (int64_t& number : numbers) {
    if (at == end || *at != ' ') return {};
    const auto [next, trouble] = std::from_chars(at + 1, end, number);
    if (trouble != std::errc{} || number < 0) return {};
    at = next;
  }
  Rhythm rhythm;
  const auto thousandth = [](int64_t n) {
    return static_cast<float>(static_cast<double>(n) / 1000);
  };
  rhythm.at_ = Instant{seconds{numbers[0]}};
  rhythm.recent_ = thousandth(numbers[1]);
  for (size_t h = 0; h < 24; ++h) {
    rhythm.entries_[h] = thousandth(numbers[2 + h]);
    rhythm.hours_[h] = thousandth(numbers[26 + h]);
  }
  return rhythm;
}

}  // namespace rasd
