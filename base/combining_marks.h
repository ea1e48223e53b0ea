#pragma once
#include <string>

namespace rasd {

/// The text without the combining marks past the thirtieth in a row, which no language writes: the
/// bound of Unicode's stream-safe text (UAX #15, 13). To be called before ICU normalises what
/// strangers wrote: it sorts the marks behind one letter by insertion, so that a megabyte of them
/// takes a minute. Valid UTF-8 in and out; linear. Thread-safe.
std::string limit_combining_marks(std::string text);

}  // namespace rasd
