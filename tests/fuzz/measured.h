#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

// What a reader costs on an input made for it, for the tables of worst cases.
namespace rasd::fuzz {

using Make = std::function<std::string(size_t)>;

/// The piece again and again, at least so many bytes.
std::string repeated(std::string_view piece, size_t bytes);
Make all_of(std::string piece);
Make within(std::string before, std::string piece, std::string after);

/// CPU time of this thread.
double cpu_ms(const std::function<void()>& work);
/// Four times the input may cost this many times as much; what is quadratic costs sixteen.
constexpr double kMostGrowth = 9;
/// What a small input and one four times as large cost, in milliseconds; measured again, and the
/// least taken, where the growth looks like more than linear.
struct Costs {
  double few, many;
};
Costs costs(const std::function<void()>& small, const std::function<void()>& large);

/// How much the process grew at the most while `work` ran, in MB, from what it held before. Linux:
/// the kernel's own peak, set back first; below zero where it cannot be.
double peak_growth_mb(const std::function<void()>& work);

/// Whether memory says nothing here: a sanitizer keeps what is freed.
constexpr bool memory_is_ours() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return false;
#else
  return true;
#endif
}

}  // namespace rasd::fuzz
