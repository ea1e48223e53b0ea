#pragma once
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

/// A moment in UTC, to the second. Everything stored or sent is one of these.
using Instant = std::chrono::sys_seconds;
/// A calendar day of the directorate, in its own time zone.
using Day = std::chrono::year_month_day;

/// The source of "now", passed in so that tests can set it. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

/// The machine's clock.
class SystemClock : public Clock {
 public:
  Instant now() const override;
};

/// A clock that stands where it is put.
class FixedClock : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }
  void advance(std::chrono::seconds by) { at_ += by; }

 private:
  Instant at_;
};

/// "2026-11-24T08:30:00Z" (RFC 3339, always UTC).
std::string to_rfc3339(Instant at);
/// Reads RFC 3339 with any zone offset; a date alone is midnight UTC. Fails with kMalformed.
Result<Instant> parse_rfc3339(std::string_view text);
/// "2026-11-24".
std::string to_string(Day day);
/// Reads "2026-11-24". Fails with kMalformed, also for a day that no calendar has.
Result<Day> parse_day(std::string_view text);
/// The day after (n = 1), before (n = -1), ….
Day add_days(Day day, int n);
/// Days from a to b.
int days_between(Day a, Day b);

/// A time zone by its IANA name ("Asia/Amman"), on ICU's own tables. Thread-safe.
class TimeZone {
 public:
  /// Fails with kConfiguration when ICU does not know the name.
  static Result<TimeZone> open(std::string_view iana_name);
  /// Which day of the directorate an instant falls on.
  Day day_of(Instant at) const;
  /// The first instant of that day; a day ends where the next one starts.
  Instant start_of(Day day) const;
  /// Seconds to add to UTC at that instant.
  std::chrono::seconds offset_at(Instant at) const;
  const std::string& name() const { return name_; }

 private:
  struct Impl;
  TimeZone(std::string name, std::shared_ptr<const Impl> impl)
      : name_(std::move(name)), impl_(std::move(impl)) {}
  std::string name_;
  std::shared_ptr<const Impl> impl_;  // shared: an immutable ICU object, copied with every value
};

}  // namespace rasd
