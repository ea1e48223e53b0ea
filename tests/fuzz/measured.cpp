#include "tests/fuzz/measured.h"

#include <malloc.h>

#include <algorithm>
#include <ctime>
#include <fstream>

namespace rasd::fuzz {
namespace {

/// A line of /proc/self/status that counts KiB, in MB; 0 when it is not there.
double status_mb(std::string_view name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name)) return std::stod(line.substr(name.size() + 1)) / 1024;
  return 0;
}

}  // namespace

std::string repeated(std::string_view piece, size_t bytes) {
  std::string out;
  out.reserve(bytes + piece.size());
  while (out.size() < bytes) out += piece;
  return out;
}

Make all_of(std::string piece) {
  return [piece](size_t n) { return repeated(piece, n); };
}

Make within(std::string before, std::string piece, std::string after) {
  return [=](size_t n) { return before + repeated(piece, n) + after; };
}

double cpu_ms(const std::function<void()>& work) {
  timespec from{}, to{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
  work();
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
  return static_cast<double>(to.tv_sec - from.tv_sec) * 1e3 +
         static_cast<double>(to.tv_nsec - from.tv_nsec) / 1e6;
}

Costs costs(const std::function<void()>& small, const std::function<void()>& large) {
  Costs seen{cpu_ms(small), cpu_ms(large)};
  for (int i = 0; i < 3 && seen.many >= kMostGrowth * seen.few + 4; ++i) {
    seen.many = std::min(seen.many, cpu_ms(large));
    seen.few = std::min(seen.few, cpu_ms(small));
  }
  return seen;
}

double peak_growth_mb(const std::function<void()>& work) {
  malloc_trim(0);
  if (!(std::ofstream("/proc/self/clear_refs") << "5" << std::flush)) return -1;
  const double before = status_mb("VmRSS");
  work();
  return status_mb("VmHWM") - before;
}

}  // namespace rasd::fuzz
