#include "crawler/date_vote.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace rasd {
namespace {

// A page names some dozens of dates; more come from a page that was made to be slow.
constexpr size_t kCandidates = 200;
constexpr size_t kOrigins = static_cast<size_t>(DateOrigin::kMarkup) + 1;

}  // namespace

void DateVote::add(const StatedDate& date, DateOrigin origin, int weight) {
  if (weight <= 0 || candidates_.size() >= kCandidates) return;
  const auto local = date.at + std::chrono::minutes{date.offset_minutes};
  const long day = std::chrono::floor<std::chrono::days>(local).time_since_epoch().count();
  for (Candidate& c : candidates_)
    if (c.origin == origin && c.day == day && c.date.day_only == date.day_only) {
      if (weight > c.weight) c.date = date, c.weight = weight;
      return;
    }
  candidates_.push_back({date, day, origin, weight});
}

int DateVote::support(const Candidate& candidate) const {
  std::array<int, kOrigins> by_origin{};
  for (const Candidate& c : candidates_) {
    const long apart = std::labs(c.day - candidate.day);
    if (apart > 1 || (apart == 1 && c.date.day_only == candidate.date.day_only)) continue;
    int& most = by_origin[static_cast<size_t>(c.origin)];
    most = std::max(most, apart == 0 ? c.weight : c.weight / 2);
  }
  int sum = 0;
  for (const int weight : by_origin) sum += weight;
  return sum;
}

const DateVote::Candidate* DateVote::best() const {
  const Candidate* best = nullptr;
  int most = 0;
  for (const Candidate& c : candidates_) {
    const int sum = support(c);
    if (sum > most) {
      most = sum;
      best = &c;
    }
  }
  return best;
}

std::optional<StatedDate> DateVote::winner() const {
  const Candidate* day = best();
  if (day == nullptr) return std::nullopt;
  // An hour from a far lesser witness is a comment's of the same day.
  const Candidate* hour = nullptr;
  for (const Candidate& c : candidates_)
    if (c.day == day->day && !c.date.day_only && c.weight * 2 >= day->weight &&
        (hour == nullptr || c.weight > hour->weight))
      hour = &c;
  if (hour == nullptr) return day->date;
  // The same hour on the clock with its zone says more.
  if (!hour->date.zoned)
    for (const Candidate& c : candidates_)
      if (c.date.zoned && !c.date.day_only &&
          c.date.at + std::chrono::minutes{c.date.offset_minutes} == hour->date.at)
        return c.date;
  return hour->date;
}

int DateVote::weight() const {
  const Candidate* day = best();
  return day == nullptr ? 0 : support(*day);
}

}  // namespace rasd
